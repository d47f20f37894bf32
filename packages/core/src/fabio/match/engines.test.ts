import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { loadTable } from "../table/load-table.ts";
import type { RouteTable } from "../table/route-table.ts";
import { createMatcher } from "./create-matcher.ts";
import type { PathMatcher } from "./path-matcher.ts";

const pieces = ["a", "b", "ab", "shop", ".", ".", "-", "é", "日", "😀"];
const wildcards = [
  "*",
  "**",
  "?",
  "[ab]",
  "[!a]",
  "{a,b}",
  "{a*,b?}",
  "{a,}",
  "{a*,a}",
  "\\*",
  "{",
  "}",
  "]",
];
const ports = ["", "", "", ":80", ":443", ":8080", ":"];

const words = (texts: readonly string[], most: number) =>
  fc.array(fc.constantFrom(...texts), { maxLength: most }).map((parts) => parts.join(""));
const hostOf = (texts: readonly string[]) =>
  fc
    .tuple(words(texts, 4), fc.constantFrom("", "", ".shop", ".b.shop", "[::1]"), fc.constantFrom(...ports))
    .map((parts) => parts.join(""));
const pathOf = (texts: readonly string[]) =>
  fc.array(words(texts, 2), { maxLength: 3 }).map((segments) => `/${segments.join("/")}`);

const hosts = fc.oneof(
  { weight: 3, arbitrary: hostOf([...pieces, ...wildcards, "*", "*"]) },
  { weight: 3, arbitrary: hostOf(pieces) },
  { weight: 1, arbitrary: fc.constantFrom("", "*", "*:80", ":8080", "[::1]", "*.shop", "é", "Ab.shop") },
);
const paths = pathOf([...pieces, ...wildcards, "A", "AB", "Shop"]);

interface Scene {
  readonly routes: readonly (readonly [host: string, path: string])[];
  readonly requests: readonly { readonly host: string; readonly path: string; readonly tls: boolean }[];
  readonly globMatching: boolean;
  readonly matcher: PathMatcher;
}

const scene: fc.Arbitrary<Scene> = fc.record({
  // Up to a few routes a host is gone through, beyond that indexes are used: most tables have few hosts.
  routes: fc
    .tuple(fc.array(hosts, { minLength: 1, maxLength: 6 }), fc.array(paths, { minLength: 1, maxLength: 12 }))
    .map(([some, others]) => some.flatMap((host) => others.map((path) => [host, path] as const))),
  requests: fc.array(
    fc.record({
      host: hostOf([...pieces, "A", "x"]),
      path: pathOf([...pieces, "A", "x"]),
      tls: fc.boolean(),
    }),
    { minLength: 1, maxLength: 20 },
  ),
  globMatching: fc.boolean(),
  matcher: fc.constantFrom<PathMatcher>("prefix", "iprefix", "glob"),
});

function tableOf(routes: Scene["routes"]): RouteTable | undefined {
  const lines = routes.map(
    ([host, path], index) => `route add s${index} ${host}${path} http://10.0.0.1:${index}/`,
  );
  return loadTable(lines.join("\n")).table;
}

describe("the fast engine", () => {
  test("answers as the plain one for any table and request", () => {
    let found = 0;
    fc.assert(
      fc.property(scene, ({ routes, requests, ...options }) => {
        const table = tableOf(routes);
        if (table === undefined) return;
        const plain = createMatcher(table, { engine: "plain", ...options });
        const fast = createMatcher(table, { engine: "fast", ...options });
        for (const request of requests) {
          const expected = plain.explain(request);
          if (expected.match?.kind === "route") found++;
          expect(fast.explain(request)).toEqual(expected);
        }
      }),
      { numRuns: 400 },
    );
    expect(found).toBeGreaterThan(100);
  });
});
