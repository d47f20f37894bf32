import { describe, expect, test } from "vitest";

import { at, toBool, toNumber } from "./index.ts";

describe("at", () => {
  test("an element that is there", () => {
    expect(at(["a", "b"], 1)).toBe("b");
    expect(at({ a: 1, constructor: 2 }, "constructor")).toBe(2);
    expect(at({ a: 1 }, "b", 3)).toBe(3);
  });

  test.each<[() => unknown, string]>([
    [() => at(["a"], 1), "There is no element 1: it has 1 element"],
    [() => at(["a"], -1), "There is no element -1: it has 1 element"],
    [() => at(["a"], "length"), 'There is no element "length": it has 1 element'],
    [() => at({ a: 1, b: 2 }, "constructor"), 'There is no element "constructor": it has "a", "b"'],
    [() => at({}, "a"), 'There is no element "a": it has none'],
  ])("%s", (run, message) => {
    expect(run).toThrow(message);
  });
});

describe("conversions", () => {
  test.each<[string, number]>([
    ["1.5", 1.5],
    ["-3", -3],
    ["1e3", 1000],
  ])("%j is the number %d", (text, want) => {
    expect(toNumber(text)).toBe(want);
  });

  test.each(["", " 1", "0x10", "NaN", "one"])("%j is no number", (text) => {
    expect(() => toNumber(text)).toThrow("is not a number");
  });

  test("a text is true or false as HCL takes it", () => {
    expect(["true", "1", "false", "0"].map(toBool)).toEqual([true, true, false, false]);
    expect(() => toBool("yes")).toThrow('"yes" is not true or false: "true", "1", "false" or "0"');
  });
});
