import { expect, test } from "vitest";

import { heredoc } from "./heredoc.ts";
import { referenceNode, templateNode, textNode } from "../syntax/nodes.ts";

test.each([
  ["lines are indented with the file", "a\n  b\n", "<<-EOF\n    a\n      b\n  EOF"],
  ["empty lines stay empty", "a\n\n \nb\n", "<<-EOF\n    a\n\n \n    b\n  EOF"],
  ["tabs within the text stay", "a:\n\tb\n", "<<-EOF\n    a:\n    \tb\n  EOF"],
  ["a text that is indented itself stays where it is", "  a\n  b\n", "<<EOF\n  a\n  b\nEOF"],
  ["a mark would join the blank before it", "a\n\u0301b\n", "<<EOF\na\n\u0301b\nEOF"],
  ["the marker is not in the text", "cat <<EOF\nEOF\n", "<<-EOT\n    cat <<EOF\n    EOF\n  EOT"],
  ["quotes and backslashes stay", 'key "a\\b"\n', '<<-EOF\n    key "a\\b"\n  EOF'],
  ["template sequences are escaped", "${var.a} %{ if }\n", "<<-EOF\n    $${var.a} %%{ if }\n  EOF"],
])("%s", (_, text, expected) => {
  expect(heredoc(textNode(text), 2)).toBe(expected);
});

test("references stay", () => {
  const template = templateNode(["a = ", referenceNode("node", "class"), "\n"]);
  expect(heredoc(template, 0)).toBe("<<-EOF\n  a = ${node.class}\nEOF");
});

test.each([
  ["no newline at the end", "a\nb"],
  ["nothing but white space", "\n \n"],
  ["a carriage return", "a\r\nb\n"],
  ["an invisible character", "a\u202eb\n"],
])("%s: quotes are used instead", (_, text) => {
  expect(heredoc(textNode(text), 2)).toBeUndefined();
});

test("a text with every usual marker in it gets a numbered one", () => {
  expect(heredoc(textNode("EOF EOT END EOF1\n"), 0)).toBe("<<-EOF2\n  EOF EOT END EOF1\nEOF2");
});
