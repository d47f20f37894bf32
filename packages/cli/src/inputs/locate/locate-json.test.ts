import { expect, test } from "vitest";

import { Sources } from "../files/sources.ts";
import { JsonLocator } from "./locate-json.ts";

function locatorOf(text: string): JsonLocator {
  const sources = new Sources("/");
  sources.set("/a.json", text);
  return new JsonLocator(sources);
}

test.each([
  ["a value", ["Job", "Name"], "value", '"a"'],
  ["a key", ["Job", "Name"], "key", '"Name"'],
  ["a name in any case", ["job", "NAME"], "value", '"a"'],
  ["the last of two of a name", ["Job", "Twice"], "value", "3"],
  ["the last key on a way that ends early", ["Job", "Name", "x"], "value", '"Name"'],
  ["an item", ["List", 1], "value", "5"],
] as const)("%s", (_, keys, at, found) => {
  const text = '{"Job": {"Name":"a", "Twice": 1, "Twice":3, "twice": 2}, "List":[4,5]}';
  const { start, end } = locatorOf(text).locate("/a.json", keys, at);
  expect(text.slice(start.offset, end.offset)).toBe(found);
});

test("20,000 places in a file are found in time", { timeout: 20_000 }, () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `n${index}`);
  const locator = locatorOf(JSON.stringify(Object.fromEntries(names.map((name) => [name, 1]))));
  const offsets = names.map((name) => locator.locate("/a.json", [name], "value").start.offset);
  expect(new Set(offsets).size).toBe(20_000);
});
