import { describe, expect, test } from "vitest";

import { colorChoiceIn, wantsColor } from "./color.ts";

describe("a stream gets colour", () => {
  test.each([
    ["on a terminal", "auto", {}, true, true],
    ["not in a pipe", "auto", {}, false, false],
    ["not on a dumb terminal", "auto", { TERM: "dumb" }, true, false],
    ["not in CI", "auto", { CI: "true" }, true, false],
    ["not with NO_COLOR", "auto", { NO_COLOR: "1" }, true, false],
    ["with a NO_COLOR that is empty", "auto", { NO_COLOR: "" }, true, true],
    ["not with NOMAD_CLI_NO_COLOR", "auto", { NOMAD_CLI_NO_COLOR: "1" }, true, false],
    ["in a pipe with FORCE_COLOR", "auto", { FORCE_COLOR: "1" }, false, true],
    ["in CI with FORCE_COLOR", "auto", { FORCE_COLOR: "3", CI: "true" }, false, true],
    ["not with FORCE_COLOR=0", "auto", { FORCE_COLOR: "0" }, true, false],
    ["in a pipe with NOMAD_CLI_FORCE_COLOR", "auto", { NOMAD_CLI_FORCE_COLOR: "1" }, false, true],
    ["not with both NO_COLOR and FORCE_COLOR", "auto", { NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
    ["with --color always, whatever the environment says", "always", { NO_COLOR: "1" }, false, true],
    ["never with --color never", "never", { FORCE_COLOR: "1" }, true, false],
  ] as const)("%s", (_, choice, environment, isTerminal, expected) => {
    expect(wantsColor(choice, environment, isTerminal)).toBe(expected);
  });
});

describe("--color is found before the arguments are parsed", () => {
  test.each([
    [["plan", "--color", "never"], "never"],
    [["plan", "--color=always"], "always"],
    [["--color=always", "plan", "--color=never"], "never"],
    [["plan", "--color", "sometimes"], "auto"],
    [["plan", "--", "--color", "never"], "auto"],
    [["plan"], "auto"],
  ] as const)("%j: %s", (argv, expected) => {
    expect(colorChoiceIn(argv)).toBe(expected);
  });
});
