import type { Expectation, RouteExpectation } from "./expectation.ts";

/**
 * Returns the answer that a request to this route must get: what is said of all routes, with what is said of this one
 * before it.
 * @param route as in the tag; `a.test` is the same route as `a.test/`, and the host may be in any case, as for Fabio
 */
export function expectationFor(expectations: readonly RouteExpectation[], route: string): Expectation {
  const general = expectations.find((each) => each.route === undefined);
  const own = expectations.find((each) => each.route !== undefined && isSameRoute(each.route, route));
  const { route: _route, ...expectation } = { ...general, ...own };
  return expectation;
}

/** `a.test` is the same route as `A.test/`. */
export function isSameRoute(one: string, other: string): boolean {
  return normalized(one) === normalized(other);
}

function normalized(route: string): string {
  const [, host = "", path = ""] = /^([^/]*)(.*)$/.exec(route) ?? [];
  return host.toLowerCase() + (path === "" && !host.startsWith(":") ? "/" : path);
}
