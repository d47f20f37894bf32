import { describe, expect, expectTypeOf, it } from "vitest";

import { variables } from "./variables.ts";

describe("values", () => {
  const declared = {
    image: { type: "string", default: "nginx:1" },
    count: { type: "number", default: 2 },
    debug: { type: "bool", default: false },
    zones: { type: "list(string)", default: ["a"] },
    labels: { type: "map(string)", default: {} },
    port: { type: "object({ name = string, number = number })", default: { name: "http", number: 80 } },
    pause: { type: "duration", default: "10s" },
    kind: { type: ["service", "batch"], default: "service" },
  } as const;

  it("are the defaults where none are given", () => {
    expect(variables({}, declared)).toEqual({
      image: "nginx:1",
      count: 2,
      debug: false,
      zones: ["a"],
      labels: {},
      port: { name: "http", number: 80 },
      pause: "10s",
      kind: "service",
    });
  });

  it.each<[keyof typeof declared, string, unknown]>([
    ["image", "web:2", "web:2"],
    ["image", "e\u0301", "\u00e9"],
    ["count", "3", 3],
    ["debug", "true", true],
    ["zones", '["b", "c"]', ["b", "c"]],
    ["zones", "[1]", ["1"]],
    ["labels", "{ b = 1, a = true }", { a: "true", b: "1" }],
    ["labels", '{"a": "x"}', { a: "x" }],
    ["port", '{ name = "x", number = "1" }', { name: "x", number: 1 }],
    ["pause", "1h5m", "1h5m"],
    ["kind", "batch", "batch"],
  ])("%s = %s is %j", (name, text, want) => {
    expect(variables({ [name]: text }, declared)[name]).toEqual(want);
  });

  it("have the types that are declared", () => {
    const values = variables({}, declared);
    expectTypeOf(values.count).toEqualTypeOf<number>();
    expectTypeOf(values.zones).toEqualTypeOf<readonly string[]>();
    expectTypeOf(values.kind).toEqualTypeOf<"service" | "batch">();
    expectTypeOf(values.port.number).toEqualTypeOf<number>();
  });
});

it("all that is wrong with them is told at once", () => {
  const declared = {
    image: { type: "string" },
    count: { type: "number", default: 1 },
    pause: { type: "duration", default: "1s" },
    kind: { type: ["service", "batch"] },
    port: {
      type: "number",
      default: 8080,
      validation: { condition: (port: number) => port > 1024, error_message: "Above 1024." },
    },
  } as const;
  expect(() => variables({ count: "x", pause: "5 minutes", kind: "x", port: "80" }, declared)).toThrowError(
    [
      'The variable "image" has no default, and no value was given',
      'The value of "count" does not fit: a number is required',
      'The value of "pause" does not fit: a duration such as "30s" or "1h15m" is required',
      'The value of "kind" does not fit: allowed are "service", "batch"',
      'The value of "port" is refused by its own rule: Above 1024.',
    ].join("\n"),
  );
});
