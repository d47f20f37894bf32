// @ts-check
// path-matcher.json: whether a route's path matches a request's. oracle-path-normalization.json: the path by which a
// request is routed.
import { library } from "../library.js";
import { difference, readCases } from "../read-cases.js";

const { matchesPath, readRequestUri } = await library("/fabio");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/fabio\/(?:path-matcher|oracle-path-normalization)\.json$/,
  async *cases(file) {
    for (const one of await readCases(file)) {
      yield one.requestURI === undefined
        ? {
            id: `${one.matcher} ${one.routePath} ${one.requestPath}`,
            check: () => difference(matchesPath(one.matcher, one.routePath, one.requestPath), one.matches),
          }
        : { id: one.requestURI, check: () => checkUri(one) };
    }
  },
};

/** @param {{ requestURI: string, decodedPath: string, routedPath: string, error?: string }} expected */
function checkUri({ requestURI, decodedPath, routedPath, error }) {
  const uri = readRequestUri(requestURI);
  return error === undefined
    ? difference([uri.decodedPath, uri.path, uri.error], [decodedPath, routedPath, undefined])
    : difference(uri.error, error);
}
