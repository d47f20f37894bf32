import type { Route } from "../table/route-table.ts";
import type { PathMatcher } from "./path-matcher.ts";

/**
 * How hosts and paths are found in a table. Two ways of doing it give the same answers: one reads like Fabio's rules, the
 * other one takes no longer in large tables.
 */
export interface Engine {
  /**
   * The hosts of the table that match, in no order.
   * @throws {NomadxError} `invalid` where Fabio panics: with globs, if any host does not compile
   */
  matchingHosts(host: string, tls: boolean): readonly string[];
  /**
   * The first route of a host of the table that matches the path.
   * @throws {NomadxError} `invalid` where Fabio panics
   */
  firstRoute(host: string, path: string, matcher: PathMatcher): Route | undefined;
}
