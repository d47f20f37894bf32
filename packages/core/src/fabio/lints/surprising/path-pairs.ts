import { compileGlob } from "../../glob/glob.ts";
import { compareBytes } from "../../../go/byte-order.ts";
import { lowerCase } from "../../../go/letter-case.ts";
import { AffixIndex } from "../../match/affix-index.ts";
import { GlobSet } from "../../match/glob-set.ts";
import { groupBy } from "../../../units/group-by.ts";
import type { Hit } from "../lint.ts";
import { hasPathGlob } from "../../routes/route-kind.ts";
import type { LintedRoute } from "../linted-route.ts";
import { hit } from "../check.ts";

/** Of all paths of a host, the first that Fabio tries before this one and that takes all of its requests. */
type ShadowFinder = (path: string) => string | undefined;

/** The routes whose requests all go to another path of their host, as `finderOf` finds it among the host's paths. */
export function shadowedPaths(
  routes: readonly LintedRoute[],
  finderOf: (paths: readonly string[]) => ShadowFinder,
): readonly Hit[] {
  return [...groupBy(routes, ({ host }) => host).values()].flatMap((siblings) => {
    const byPath = groupBy(siblings, ({ path }) => path);
    const find = finderOf([...byPath.keys()]);
    const shadows = new Map([...byPath.keys()].map((path) => [path, find(path)]));
    return siblings.flatMap(({ place, path }) => {
      const first = shadows.get(path);
      const message =
        first === undefined ? undefined : `${first} is tried first and takes all requests for ${path}`;
      return hit(place, message);
    });
  });
}

/** Among prefixes that are compared in lower case: one that is in front though it is written otherwise. */
export function iprefixShadows(paths: readonly string[]): ShadowFinder {
  const starts = new AffixIndex("start");
  // "" is the beginning of every path as it is written.
  for (const [id, path] of paths.entries()) if (path !== "") starts.add(lowerCase(path), id);
  return (path) => {
    const ids: number[] = [];
    starts.collect(lowerCase(path), ids);
    return ids
      .toSorted((a, b) => a - b)
      .flatMap((id) => paths[id] ?? [])
      .find((first) => !path.startsWith(first) && compareBytes(first, path) > 0);
  };
}

/** Among globs: one that is in front and matches the path as it is written. */
export function globShadows(paths: readonly string[]): ShadowFinder {
  const globs = paths.filter((path) => hasPathGlob(path) && compileGlob(path).kind === "glob");
  const set = new GlobSet(globs);
  return (path) =>
    allMatching(set, globs, path).find((first) => first !== path && compareBytes(first, path) > 0);
}

function allMatching(set: GlobSet, globs: readonly string[], path: string): readonly string[] {
  try {
    return set.all(path).flatMap((id) => globs[id] ?? []);
  } catch {
    // One of them makes Fabio panic on this path; the others have to be asked one by one.
    return globs.filter((glob) => takesText(glob, path));
  }
}

/** Whether a pattern matches a text. One that does not compile, or on which Fabio panics, takes none. */
export function takesText(pattern: string, text: string): boolean {
  const glob = compileGlob(pattern);
  try {
    return glob.kind === "glob" && glob.match(text);
  } catch {
    // Requests for the text fail then.
    return false;
  }
}

/** Routes whose path, as a prefix, also takes a longer word in the path of another service: the first such path. */
export function prefixesWithinWords(
  routes: readonly LintedRoute[],
  messageOf: (short: LintedRoute, long: LintedRoute) => string,
): readonly Hit[] {
  return [...groupBy(routes, ({ host }) => host).values()].flatMap((siblings) => {
    const byPath = [...groupBy(siblings.entries(), ([, { path }]) => path)];
    const starts = new AffixIndex("start");
    for (const [id, [path]] of byPath.entries()) if (!/^$|\/$/.test(path)) starts.add(path, id);
    /** The longer paths by the id of the shorter one: of each the first route, and the first of another service. */
    const longer = new Map<number, (readonly [number, LintedRoute])[]>();
    for (const [path, [first, ...others]] of byPath) {
      if (first === undefined) continue;
      const other = others.find(([, { service }]) => service !== first[1].service);
      const ids: number[] = [];
      starts.collect(path, ids);
      for (const id of ids) {
        const rest = path.slice(byPath[id]?.[0].length);
        if (/^(?:\/|$)/.test(rest)) continue;
        const found = longer.get(id) ?? [];
        found.push(first, ...(other === undefined ? [] : [other]));
        longer.set(id, found);
      }
    }
    const firstOf = new Map(
      [...longer].map(([id, found]) => [byPath[id]?.[0], found.toSorted(([a], [b]) => a - b)] as const),
    );
    return siblings.flatMap((short) => {
      const long = firstOf.get(short.path)?.find(([, { service }]) => service !== short.service)?.[1];
      return hit(short.place, long === undefined ? undefined : messageOf(short, long));
    });
  });
}
