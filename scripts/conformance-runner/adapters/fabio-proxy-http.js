// @ts-check
// fabio/proxy-http.json: a table and a request -> status and Location, or the path and the Host header upstream.
import { library } from "../library.js";
import { difference, readCases } from "../read-cases.js";

const { createMatcher, createPicker, httpAnswers, loadTable, readRequestUri } = await library("/fabio");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/fabio\/proxy-http\.json$/,
  async *cases(file) {
    for (const [index, one] of (await readCases(file)).entries()) {
      for (const engine of ["plain", "fast"]) {
        yield { id: `${index} ${one.kind} ${engine}`, check: () => check(one, engine) };
      }
    }
  },
};

const upstream = "http://127.0.0.1:1/";

/**
 * @param {any} one
 * @param {string} engine
 */
function check(one, engine) {
  switch (one.kind) {
    case "path-normalization": {
      const [answer] = ask([`route add mock / ${upstream}`], { path: one.requestPath }, engine);
      return difference(pathOf(answer), one.upstreamPath);
    }
    case "redirect": {
      const [{ status, location }] = ask(one.table, one.request, engine);
      return difference({ status, location }, { status: one.status, location: one.location });
    }
    case "strip":
    case "prepend": {
      const [answer] = ask(one.table, one.request, engine);
      return difference(pathOf(answer), one.upstreamPath);
    }
    case "host-header":
      return checkHosts(one, engine);
    case "no-route": {
      const settings = { noRouteStatus: one.noRouteStatus, noRouteHtml: one.noRouteHTML };
      const [{ status, body }] = ask([], { path: "/" }, engine, settings);
      return one.status === undefined ? difference(body, one.body) : difference(status, one.status);
    }
    case "access": {
      const opts = Object.entries(one.opts).map(([name, value]) => `${name}=${value}`);
      const request = { path: "/", remoteAddress: `${one.remote}:1`, forwardedFor: one.xForwardedFor };
      const [{ status }] = ask([`route add mock / ${upstream} opts "${opts.join(" ")}"`], request, engine);
      return difference(status, one.status);
    }
    default:
      return `unknown kind ${one.kind}`;
  }
}

/** @param {any} one @param {string} engine */
function checkHosts({ table: lines, requests, strategy, upstreamHost }, engine) {
  const { table } = loadTable(lines.join("\n"));
  const matcher = createMatcher(table, { engine });
  const pick = createPicker(strategy);
  const hosts = requests.map((/** @type {string} */ path) => {
    const explanation = matcher.explain({ host: "{request host}", path });
    const { route } = explanation.match;
    return httpAnswers(explanation)[route.targets.indexOf(pick(route))].hostHeader;
  });
  return difference(hosts, upstreamHost);
}

/**
 * @param {string[]} lines
 * @param {any} request
 * @param {string} engine
 * @param {object} [settings]
 */
function ask(lines, { path: uri, host = "any", ...request }, engine, settings) {
  const { table } = loadTable(lines.join("\n").replaceAll("{upstream}", upstream));
  const { path, rawPath, query } = readRequestUri(uri);
  const matcher = createMatcher(table, { engine });
  return httpAnswers(matcher.explain({ host, path, rawPath, query, ...request }), settings);
}

/** @param {any} answer */
function pathOf({ url }) {
  return decodeURIComponent(new URL(url).pathname);
}
