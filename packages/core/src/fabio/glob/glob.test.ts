import { describe, expect, test } from "vitest";

import { compileGlob } from "./glob.ts";

// Expected values: gobwas/glob 0.2.3 on the same inputs.
const table: readonly {
  readonly pattern: string;
  readonly matches: readonly string[];
  readonly rejects: readonly string[];
}[] = [
  { pattern: "shop.example", matches: ["shop.example"], rejects: ["shop.example.", "a.shop.example"] },
  {
    pattern: "*.shop.example",
    matches: ["eu.shop.example", "a.b.shop.example", ".shop.example"],
    rejects: ["shop.example"],
  },
  {
    pattern: "?.shop.example",
    matches: ["1.shop.example"],
    rejects: [".shop.example", "12.shop.example", "ü.shop.example"],
  },
  { pattern: "?", matches: ["", "x", "ü"], rejects: ["xy"] },
  { pattern: "[!a]", matches: ["", "b"], rejects: ["a"] },
  { pattern: "/in/*/out", matches: ["/in/x/out", "/in/x/y/out", "/in/out"], rejects: ["/in/ou"] },
  { pattern: "no*on", matches: ["noon", "no-on", "non"], rejects: ["no"] },
  { pattern: "*mid*", matches: ["mid", "amidst"], rejects: ["mi"] },
  { pattern: "**", matches: ["", "x"], rejects: [] },
  { pattern: "{eu,us}.shop", matches: ["eu.shop", "us.shop"], rejects: [".shop", "{eu,us}.shop"] },
  { pattern: "{e*,u?}.shop", matches: ["us.shop", "eu.shop"], rejects: ["e.shop", "u.shop"] },
  { pattern: "{a,{b,c}}d", matches: ["ad", "bd", "cd"], rejects: ["d"] },
  { pattern: "{v1,v2", matches: ["v1", "v2"], rejects: ["{v1,v2"] },
  { pattern: "[!ab][!ab]", matches: ["aa", "ba", "xy"], rejects: ["ab", "a"] },
  { pattern: "[a-c]x", matches: ["ax", "cx"], rejects: ["dx"] },
  { pattern: "v[0-9]*", matches: ["v1", "v12"], rejects: ["v", "va"] },
  { pattern: "a\\*b", matches: ["a*b"], rejects: ["axb"] },
  { pattern: "tail\\", matches: ["tail"], rejects: ["tail\\"] },
  { pattern: "}]", matches: ["}]"], rejects: [""] },
  { pattern: "???b", matches: ["日bcd", "xyzb"], rejects: ["日本b"] },
  { pattern: "*é", matches: ["é", "caé"], rejects: ["e"] },
];

describe("a glob", () => {
  test.each(table)("$pattern matches what gobwas says", ({ pattern, matches, rejects }) => {
    const glob = compileGlob(pattern);
    if (glob.kind === "error") throw expect.unreachable(glob.error);
    expect([...matches, ...rejects].filter((text) => glob.match(text))).toEqual(matches);
  });

  test.each([
    ["[x", "unexpected end of input"],
    ["[]", "could not parse range"],
    ["[a-]", "unexpected end of input"],
    ["[a-cz]", "expected close range character"],
    ["[c-a]", "hi character 'a' should be greater than lo 'c'"],
    ["a\uFFFD", "could not read rune"],
  ])("%s is refused: %s", (pattern, error) => {
    expect(compileGlob(pattern)).toEqual({ kind: "error", error });
  });

  test.each([
    ["{a*,a}", "a", ["b", "ab"]],
    ["pre{}", "pre", ["prex"]],
  ])("%s panics on %s only", (pattern, panics, rejects) => {
    const glob = compileGlob(pattern);
    if (glob.kind === "error") throw expect.unreachable(glob.error);
    expect(() => glob.match(panics)).toThrow("slice bounds out of range");
    expect(rejects.map((text) => glob.match(text))).toEqual(rejects.map(() => false));
  });
});
