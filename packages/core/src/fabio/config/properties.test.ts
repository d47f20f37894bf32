import fc from "fast-check";
import { expect, test } from "vitest";

import { parseProperties } from "./properties.ts";

function valueOf(
  text: string,
  key: string,
  environ: Readonly<Record<string, string>> = {},
): string | undefined {
  const read = parseProperties(text, environ);
  return "error" in read ? `error: ${read.error}` : read.values.get(key);
}

/** Each line names the one before twice. */
function doubling(lines: number): string {
  const rest = Array.from({ length: lines }, (_, line) => `k${line + 1}=\${k${line}}\${k${line}}`);
  return ["k0=x", ...rest].join("\n");
}

test.each<[string, string]>([
  ["a=${b}\nb=x", "x"],
  ["a=-${b}-${b}-\nb=x", "-x-x-"],
  ["a=${ENV}", "from outside"],
  ["a=${none}", ""],
  ["a=${hasOwnProperty}${constructor}${__proto__}", ""],
  // A filled-in text takes part in the search for the next reference.
  ["a=${d}{b}\nd=$\nb=x", "x"],
  ["a=$${o}b}\no={\nb=x", "x"],
  ["a=$${e}{b}\ne=\nb=x", "x"],
  ["a=${d}${o}b}\nd=$\no={\nb=x", "x"],
  ["a=${b", "error: malformed expression"],
  ["a=${b}\nb=${a}", "error: circular reference in:\na=${b}\nb=${a}\n"],
])("%j is filled in as %j", (text, expected) => {
  expect(valueOf(text, "a", { ENV: "from outside" })).toBe(expected);
});

test("64 references may be one within the other, in any order of the lines", () => {
  const chain = (length: number) =>
    Array.from({ length }, (_, line) => `k${line}=${line === 0 ? "x" : `\${k${line - 1}}`}`);
  expect(valueOf(chain(64).join("\n"), "k63")).toBe("x");
  expect(valueOf(chain(64).toReversed().join("\n"), "k63")).toBe("x");
  expect(valueOf(chain(65).join("\n"), "k64")).toBe("error: expansion too deep");
  expect(valueOf(chain(65).toReversed().join("\n"), "k64")).toBe("error: expansion too deep");
});

test("a value that doubles with each line ends at a mebibyte, at once", () => {
  expect(valueOf(doubling(20), "k20")?.length).toBe(1_048_576);
  const error = 'error: the value of "k21" is longer than 1048576 characters once it is filled in';
  expect(valueOf(doubling(21), "k21")).toBe(error);
  expect(valueOf(doubling(60), "k60")).toBe(error);
});

test("is as the library does it, one reference after the other in the whole text", () => {
  const piece = fc.constantFrom("$", "{", "}", "${a}", "${b}", "${c}", "x", "");
  const value = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(value, value, value, (a, b, c) => {
      const values = new Map(Object.entries({ a, b, c }));
      expect(valueOf(`a=${a}\nb=${b}\nc=${c}`, "a") ?? "").toBe(expandPlainly("a", values));
    }),
    { numRuns: 2000 },
  );
});

/** The answer for a key, and for the whole file where another key has a fault. */
function expandPlainly(wanted: string, values: ReadonlyMap<string, string>): string {
  const results = Array.from(
    values.keys(),
    (key) => [key, plainly(values.get(key) ?? "", [key], values)] as const,
  );
  const fault = results.find(([, text]) => text.startsWith("error: "));
  return fault?.[1] ?? results.find(([key]) => key === wanted)?.[1] ?? "";
}

function plainly(text: string, within: readonly string[], values: ReadonlyMap<string, string>): string {
  for (;;) {
    const start = text.indexOf("${");
    if (start === -1) return text;
    const end = text.indexOf("}", start);
    if (end === -1) return "error: malformed expression";
    const key = text.slice(start + 2, end);
    if (within.includes(key)) {
      return `error: circular reference in:\n${within.map((each) => `${each}=${values.get(each) ?? ""}\n`).join("")}`;
    }
    const filled = plainly(values.get(key) ?? "", [...within, key], values);
    if (filled.startsWith("error: ")) return filled;
    text = text.slice(0, start) + filled + text.slice(end + 1);
  }
}
