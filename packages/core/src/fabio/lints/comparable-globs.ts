import { compileGlob } from "../glob/glob.ts";
import { groupBy } from "../../units/group-by.ts";
import { hasPathGlob } from "../routes/route-kind.ts";
import type { LintedRoute } from "./linted-route.ts";

/** About two seconds. */
const MAX_TRIES = 4_000_000;

/**
 * Whether the globs among the paths of each host can be tried on all its paths in a reasonable time: a glob has to be
 * tried on every path that begins, or ends, as it does, and thousands may begin alike.
 */
export function areGlobsComparable(routes: readonly LintedRoute[]): boolean {
  return [...groupBy(routes, ({ host }) => host).values()].every((siblings) => {
    const paths = new Set(siblings.map(({ path }) => path));
    const alike = groupBy([...paths].filter(hasPathGlob), edgeOf);
    return [...alike.values()].every(({ length }) => length * paths.size <= MAX_TRIES);
  });
}

/** The beginning or the end of a glob that is text, whichever is longer. */
function edgeOf(path: string): string {
  const glob = compileGlob(path);
  if (glob.kind === "error") return "";
  return glob.start.length > glob.end.length ? `${glob.start}*` : `*${glob.end}`;
}
