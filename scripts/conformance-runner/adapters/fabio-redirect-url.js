// @ts-check
// fabio/redirect-url.json: a route whose target is the template, a request, and the Location header.
import { difference, fabioAdapter } from "../fabio-cases.js";
import { library } from "../library.js";

const { loadTable, readRequestUri, redirectTo } = await library("/fabio");

export const adapter = fabioAdapter(
  /\/fabio\/redirect-url\.json$/,
  ({ route, requestHost, requestURI, location }) => {
    const [[{ targets }]] = loadTable(route).table.hosts.values();
    const { decodedPath: path, rawPath, query } = readRequestUri(requestURI);
    const request = { host: requestHost, path, rawPath, query };
    return difference("location", redirectTo(targets[0], request).location, location);
  },
);
