import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compileGlob } from "../../glob/glob.ts";
import { compareBytes } from "../../../go/byte-order.ts";
import { lintRoutes } from "../lint-routes.ts";
import type { LintId } from "../lints.ts";

interface Pair {
  readonly service: string;
  readonly path: string;
}

const matches = (pattern: string, text: string): boolean => {
  const glob = compileGlob(pattern);
  try {
    return /[*?[{]/.test(pattern) && glob.kind === "glob" && glob.match(text);
  } catch {
    // Fabio panics.
    return false;
  }
};

/** The condition that each lint looks for, for one route and another one of its host. */
const rules: readonly {
  readonly id: LintId;
  readonly matcher: string;
  readonly paths: RegExp;
  readonly isHit: (route: Pair, other: Pair) => boolean;
  readonly message: (route: Pair, other: Pair) => string;
}[] = [
  {
    id: "prefix-segment",
    matcher: "prefix",
    paths: /^\/[ab]{0,3}\/?$/,
    isHit: (short, long) =>
      short.service !== long.service &&
      long.path.startsWith(short.path) &&
      !short.path.endsWith("/") &&
      !/^(?:\/|$)/.test(long.path.slice(short.path.length)),
    message: (short, long) => `${short.path} is also the beginning of ${long.path} of "${long.service}"`,
  },
  {
    id: "iprefix-shadow",
    matcher: "iprefix",
    paths: /^\/[aAb]{0,3}$/,
    isHit: (hidden, first) =>
      hidden.path.toLowerCase().startsWith(first.path.toLowerCase()) &&
      !hidden.path.startsWith(first.path) &&
      compareBytes(first.path, hidden.path) > 0,
    message: (hidden, first) => `${first.path} is tried first and takes all requests for ${hidden.path}`,
  },
  {
    id: "glob-order-shadow",
    matcher: "glob",
    paths: /^\/[ab*{}?,]{0,4}$/,
    isHit: (hidden, first) =>
      hidden.path !== first.path &&
      compareBytes(first.path, hidden.path) > 0 &&
      matches(first.path, hidden.path),
    message: (hidden, first) => `${first.path} is tried first and takes all requests for ${hidden.path}`,
  },
];

function routesWith(paths: RegExp) {
  const route = fc.record({
    service: fc.constantFrom("a", "b", "c"),
    path: fc.stringMatching(paths).filter((path) => compileGlob(path).kind === "glob"),
  });
  return fc.uniqueArray(route, { selector: (each) => JSON.stringify(each), minLength: 2, maxLength: 12 });
}

describe("what is said of a route and the first other one of its host", () => {
  test.each(rules)("$id is as if all pairs were looked at", (rule) => {
    let hits = 0;
    fc.assert(
      fc.property(routesWith(rule.paths), (pairs) => {
        const commands = pairs.map(
          ({ service, path }) => `route add ${service} x.test${path} http://10.0.0.1:80/`,
        );
        const start = { args: [`-proxy.matcher=${rule.matcher}`] };
        const { findings } = lintRoutes({ commands: commands.join("\n"), start });
        const found = findings.flatMap(({ code, evidence: { line }, summary }) =>
          code === rule.id ? [{ line, message: summary }] : [],
        );
        const expected = pairs.flatMap((one, index) => {
          const other = pairs.find((each) => each !== one && rule.isHit(one, each));
          return other === undefined ? [] : [{ line: index + 1, message: rule.message(one, other) }];
        });
        hits += found.length;
        const byLine = (a: { readonly line?: number | undefined }, b: typeof a) =>
          (a.line ?? 0) - (b.line ?? 0);
        expect(found.toSorted(byLine)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
    expect(hits).toBeGreaterThan(50);
  });
});

test.each<readonly [LintId, string, string, string]>([
  ["prefix-segment", "prefix", "/item/7", '/item/7 is also the beginning of /item/70 of "s70"'],
  ["iprefix-shadow", "iprefix", "/item/7", "/item/7 is tried first and takes all requests for /Item/7"],
  [
    "glob-order-shadow",
    "glob",
    "/item/{7,8}",
    "/item/{7,8} is tried first and takes all requests for /item/8",
  ],
])("%s looks at hosts with any number of routes", (id, matcher, path, message) => {
  const paths = Array.from({ length: 5000 }, (_, index) => `/item/${index}`);
  const commands = [...paths, path, "/Item/7"].map(
    (each, index) => `route add s${index} x.test${each} http://10.0.0.1:80/`,
  );
  const { findings } = lintRoutes({
    commands: commands.join("\n"),
    start: { args: [`-proxy.matcher=${matcher}`] },
  });
  expect(findings.flatMap((finding) => (finding.code === id ? [finding.summary] : []))).toContain(message);
});

test("globs of which thousands begin alike are skipped, and that is told", () => {
  const routesWithGlobs = (count: number) =>
    Array.from({ length: count }, (_, index) => `route add web x.test/*/${index}* http://10.0.0.1:80/`).join(
      "\n",
    );
  const skippedOf = (count: number, matcher: string) =>
    lintRoutes({
      commands: routesWithGlobs(count),
      start: { args: [`-proxy.matcher=${matcher}`] },
    }).skipped.filter(({ id }) => id === "glob-order-shadow");
  expect(skippedOf(2001, "glob")).toEqual([
    {
      id: "glob-order-shadow",
      reason: "needs fewer globs that begin or end alike: a host has too many to try each on all its paths",
    },
  ]);
  expect(skippedOf(200, "glob")).toEqual([]);
  expect(skippedOf(2001, "prefix")).toEqual([]);
});
