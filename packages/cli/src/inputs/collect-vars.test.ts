import { expect, test } from "vitest";
import { collectVars } from "./collect-vars.ts";

test("flags overrule the environment, and the last flag the others", () => {
  const env = {
    NOMAD_VAR_image: "nginx:1",
    NOMAD_VAR_count: "1",
    NOMAD_VAR_: "x",
    NOMAD_ADDR: "http://x",
    PATH: "/bin",
  };
  const given = collectVars(["count=2", "empty=", "count=3", "expr=a=b\nc"], env);
  expect(given).toEqual({
    environment: { image: "nginx:1", count: "1" },
    flags: { count: "3", empty: "", expr: "a=b\nc" },
  });
});

test.for(["count", "=3", ""])("%j is no variable", (flag) => {
  expect(() => collectVars([flag], {})).toThrow(`--var takes name=value, not ${JSON.stringify(flag)}`);
});
