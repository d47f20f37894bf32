import fc from "fast-check";

const anywhere = [
  "\0",
  "\ud800",
  "\udc00",
  "\ufeff",
  "\ufffd",
  "\r\n",
  "\t",
  " ",
  "日",
  "__proto__",
  "constructor",
  "9",
];

/**
 * Texts that whoever promises never to throw has to bear: whatever a text may hold, halves of characters included, and
 * `words` of what is read, next to each other and thousands of times.
 */
export function hostileText(...words: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.constantFrom(...anywhere, ...words),
    fc.string({ unit: "binary", maxLength: 12 }),
  );
  const times = fc.constantFrom(1, 1, 1, 1, 2, 3000);
  return fc
    .array(fc.tuple(piece, times), { maxLength: 8 })
    .map((pieces) => pieces.map(([text, count]) => text.repeat(count)).join(""));
}
