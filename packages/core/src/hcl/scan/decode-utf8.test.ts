import fc from "fast-check";
import { expect, test } from "vitest";

import { parseHcl } from "../parse-hcl.ts";
import { decodeHcl } from "./decode-utf8.ts";

test("what is UTF-8 is decoded as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(decodeHcl(new TextEncoder().encode(`\ufeff${text}`))).toBe(`\ufeff${text}`);
    }),
  );
});

test.each([
  ["a byte alone", [0x61, 0xff, 0x62], "a\udcffb"],
  ["a character cut off", [0xe6, 0x97, 0x61], "\udce6\udc97a"],
  ["a character cut off at the end", [0xf0, 0x9f, 0x91], "\udcf0\udc9f\udc91"],
  ["a character longer than needed", [0xc0, 0xaf], "\udcc0\udcaf"],
  ["half a surrogate pair", [0xed, 0xa0, 0x80], "\udced\udca0\udc80"],
  ["Latin-1", [0x22, 0xe9, 0x22], '"\udce9"'],
  ["text around it", [0xc3, 0xa9, 0xfe, 0xe6, 0x97, 0xa5], "é\udcfe日"],
])("%s", (_, bytes, expected) => {
  expect(decodeHcl(Uint8Array.from(bytes))).toBe(expected);
});

test("the parser says where a byte is broken", () => {
  const text = decodeHcl(Uint8Array.from([...new TextEncoder().encode('a = 1\nb = "'), 0xe9, 0x22, 0x0a]));
  expect(parseHcl(text).diagnostics[0]).toMatchObject({
    code: "NX503",
    source: { start: { line: 2, column: 6 } },
  });
});

test("random bytes are parsed without a throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(parseHcl(decodeHcl(bytes)).tree.kind).toBe("body");
    }),
    { numRuns: 500 },
  );
});
