// @ts-check
// fabio/redirect-url.json: a route whose target is the template, a request, and the Location header.
import { difference, fabioAdapter } from "../fabio-cases.js";
import { library } from "../library.js";

const { loadTable, parseUrl, redirectTo } = await library("/fabio");

export const adapter = fabioAdapter(
  /\/fabio\/redirect-url\.json$/,
  ({ route, requestHost, requestURI, location }) => {
    const [[{ targets }]] = loadTable(route).table.hosts.values();
    const { path, rawPath, rawQuery } = parseUrl(requestURI);
    const request = { host: requestHost, path, rawPath, query: rawQuery };
    return difference("location", redirectTo(targets[0], request).location, location);
  },
);
