import fc from "fast-check";
import { expect, test } from "vitest";

import { anyHclText } from "../testing/arbitrary-text.ts";
import { scan } from "./scan.ts";
import { TokenKind } from "./token-kind.ts";

const names = new Map<number, string>(Object.entries(TokenKind).map(([name, kind]) => [kind, name]));

/** The tokens of a text as `kind:text`, without the end of the file. */
function tokensOf(text: string, form?: "template"): string[] {
  const tokens = scan(text, form);
  return Array.from(
    { length: tokens.count - 1 },
    (_, index) => `${names.get(tokens.kind(index))}:${tokens.textOf(index)}`,
  );
}

test.each([
  ["an argument", "a = 1\n", ["identifier:a", "equal:=", "number:1", "newline:\n"]],
  ["names with dashes, and letters of Unicode 9", "x-1 größe", ["identifier:x-1", "identifier:größe"]],
  ["a letter of Unicode 11", "\u0560", ["invalid:\u0560"]],
  [
    "comments that end with the line, and those that do not",
    "# a\n/* b\n */ // c",
    ["lineComment:# a\n", "comment:/* b\n */", "comment:// c"],
  ],
  ["a comment without an end", "/* a", ["slash:/", "star:*", "identifier:a"]],
  ["line breaks", "\n\r\n\r", ["newline:\n", "newline:\r\n", "invalid:\r"]],
  [
    "numbers",
    "1 0.5 1e3 1.5E-7 1..2 1. 1e",
    [
      "number:1",
      "number:0.5",
      "number:1e3",
      "number:1.5E-7",
      "number:1..2",
      "number:1",
      "dot:.",
      "number:1",
      "identifier:e",
    ],
  ],
  [
    "signs of one, two and three characters",
    "=== >=> ...:::",
    ["equalEqual:==", "equal:=", "greaterEqual:>=", "greater:>", "ellipsis:...", "doubleColon:::", "colon::"],
  ],
  [
    "a quoted text",
    '"a\\"$b"',
    ['openQuote:"', 'quotedText:a\\"', "quotedText:$", "quotedText:b", 'closeQuote:"'],
  ],
  [
    "doubled signs before braces",
    '"$${a}%%{~"',
    ['openQuote:"', "quotedText:$${", "quotedText:a}", "quotedText:%%{~", 'closeQuote:"'],
  ],
  [
    "an interpolation with braces in it",
    '"${{}}"',
    ['openQuote:"', "openInterpolation:${", "openBrace:{", "closeBrace:}", "closeSequence:}", 'closeQuote:"'],
  ],
  [
    "strip markers",
    '"${~a~}"',
    ['openQuote:"', "openInterpolation:${~", "identifier:a", "closeSequence:~}", 'closeQuote:"'],
  ],
  [
    "a line break in quotes",
    '"a\n\nb"',
    ['openQuote:"', "quotedText:a", "quotedNewline:\n\n", "quotedText:b", 'closeQuote:"'],
  ],
  [
    "a heredoc",
    "<<E\n a\nE b\n E \n1",
    ["openHeredoc:<<E\n", "text: a\n", "text:E b\n", "closeHeredoc: E ", "newline:\n", "number:1"],
  ],
  ["a heredoc whose last line does not end", "<<E\nE", ["openHeredoc:<<E\n", "text:E"]],
  [
    "the marker behind an interpolation ends nothing",
    "<<E\n${a}E\nE\n",
    [
      "openHeredoc:<<E\n",
      "openInterpolation:${",
      "identifier:a",
      "closeSequence:}",
      "text:E\n",
      "closeHeredoc:E",
      "newline:\n",
    ],
  ],
  [
    "a carriage return alone in a heredoc",
    "<<E\na\rb\nE\n",
    ["openHeredoc:<<E\n", "text:a", "invalid:\rb\nE\n"],
  ],
  [
    "a sign before the last character of a line",
    "<<E\n$ \nE\n",
    ["openHeredoc:<<E\n", "text:$ ", "text:\n", "closeHeredoc:E", "newline:\n"],
  ],
  ["a byte order mark at the start, and elsewhere", "\ufeffa\ufeff", ["identifier:a", "invalid:\ufeff"]],
  ["half a surrogate pair", "\ud800", ["badCharacter:\ud800"]],
])("%s", (_, text, expected) => {
  expect(tokensOf(text)).toEqual(expected);
});

test("a bare template", () => {
  expect(tokensOf('a\n"${b}" $', "template")).toEqual([
    "text:a\n",
    'text:"',
    "openInterpolation:${",
    "identifier:b",
    "closeSequence:}",
    'text:" ',
    "text:$",
  ]);
});

test("tokens and the blanks between them are the text", () => {
  fc.assert(
    fc.property(anyHclText, (text) => {
      const tokens = scan(text);
      let joined = "";
      let end = 0;
      for (let index = 0; index < tokens.count; index++) {
        const blanks = text.slice(end, tokens.start(index));
        expect(blanks).toMatch(index === 0 ? /^\ufeff?[ \t]*$/ : /^[ \t]*$/);
        joined += blanks + tokens.textOf(index);
        end = tokens.end(index);
      }
      expect(joined).toBe(text);
      expect(tokens.kind(tokens.count - 1)).toBe(TokenKind.endOfFile);
    }),
    { numRuns: 500 },
  );
});
