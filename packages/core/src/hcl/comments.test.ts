import { expect, test } from "vitest";

import { commentsOf } from "./comments.ts";
import { parseHcl } from "./parse-hcl.ts";

/** The comments of the last item of a text. */
function commentsOfLast(text: string): unknown {
  const { source, tree } = parseHcl(text);
  const item = tree.items.at(-1);
  return item === undefined ? undefined : commentsOf(source, item);
}

test.each([
  ["none", "a = 1\n", [], undefined],
  ["above and behind", "# b\n// c\na = 1 # d\n", ["b", "c"], "d"],
  ["an empty line parts them", "# b\n\n# c\na = 1\n", ["c"], undefined],
  ["an empty line before the node", "# b\n\na = 1\n", [], undefined],
  ["one behind the item before", "b = 1 # c\na = 1\n", [], undefined],
  ["several lines", "/*\n * b\n *  c\n */\na = 1 /* d */\n", ["b", " c"], "d"],
  ["one on the line itself", "/* b */ a = 1\n", [], undefined],
  ["line ends of Windows", "# b\r\na {\r\n} # c\r\n", ["b"], "c"],
  ["at the end of the file", "a = 1 # b", [], "b"],
  ["after a heredoc", "a = <<E\nE\n# b\n", [], undefined],
])("%s", (_, text, before, after) => {
  expect(commentsOfLast(text)).toEqual({ before, after });
});

test("items of lists and entries of objects have comments, too", () => {
  const { source, tree } = parseHcl("a = [\n  # b\n  1, # c\n  {\n    d = 2 // e\n  },\n]\n");
  const [item] = tree.items;
  const value = item?.kind === "attribute" ? item.value : undefined;
  const [one, object] = value?.kind === "tuple" ? value.items : [];
  const entry = object?.kind === "object" ? object.entries[0] : undefined;
  expect(one && commentsOf(source, one)).toEqual({ before: ["b"], after: "c" });
  expect(entry && commentsOf(source, entry)).toEqual({ before: [], after: "e" });
});
