import { expect, test } from "vitest";

import { textCleaner } from "./server-text.ts";

test.each([
  ["job not found\n", "job not found"],
  ["2 errors occurred:\n\t* a\n\t* b\n\n", "2 errors occurred:\n\t* a\n\t* b"],
  ["\u001B[31mred\u001B[0m", "red"],
  ["\u001B]0;title\u0007text", "text"],
  ["\u001B]8;;http://x\u001B\\link", "link"],
  ["a\r\nb\rc", "a\nb\nc"],
  ["bell\u0007 nul\u0000 c1\u009B31m del\u007F", "bell nul c131m del"],
  ["abc\u202Edef", "abcdef"],
  ["<!DOCTYPE html><html><head><title>502 Bad\nGateway</title>", 'a web page, "502 Bad\nGateway"'],
  ["  <HTML><body>x", "a web page"],
  ["<b>not a page</b>", "<b>not a page</b>"],
])("%j reads %j", (text, clean) => {
  expect(textCleaner([])(text)).toBe(clean);
});

test("secrets are replaced, also where an escape sequence was hidden in them", () => {
  expect(textCleaner(["s3cret-token", undefined, ""])("got s3cret-token, s3cret-token.")).toBe(
    "got (redacted), (redacted).",
  );
  expect(textCleaner(["s3cret-token"])("s3cret\u0000-token")).toBe("(redacted)");
});

test("words are not taken for very short secrets", () => {
  expect(textCleaner(["job"])("job not found")).toBe("job not found");
});
