import { expect, test } from "vitest";

import { expectationFor } from "./expectation-for.ts";
import type { RouteExpectation } from "./expectation.ts";

const expectations: readonly RouteExpectation[] = [
  { instance: "X-Instance", status: 200 },
  { route: "A.test", status: 301, path: "/x" },
  { route: ":9997", expect: "pong" },
];

test.each<[string, object]>([
  ["a.test/", { instance: "X-Instance", status: 301, path: "/x" }],
  ["a.TEST", { instance: "X-Instance", status: 301, path: "/x" }],
  ["a.test/X", { instance: "X-Instance", status: 200 }],
  [":9997", { instance: "X-Instance", status: 200, expect: "pong" }],
  ["b.test/", { instance: "X-Instance", status: 200 }],
])("for the route %s", (route, expectation) => {
  expect(expectationFor(expectations, route)).toEqual(expectation);
});

test("there is none", () => {
  expect(expectationFor([], "a.test/")).toEqual({});
});
