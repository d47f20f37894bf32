import { expect, test } from "vitest";

import { durationProblem } from "../go/duration-problem.ts";
import { parseDuration } from "../units/duration.ts";
import { validateStructure } from "./validate.ts";

/** Far more than a machine needs that is busy with other things. */
const BOUND_MS = 20_000;

test(
  "ten thousand unknown ports are told in time, the first ones with a suggestion",
  { timeout: BOUND_MS },
  () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `port${index}`);
    const diagnostics = validateStructure({
      ID: "web",
      TaskGroups: [
        {
          Name: "web",
          Networks: [{ DynamicPorts: names.map((Label) => ({ Label })) }],
          Services: names.map((name) => ({ Name: name, PortLabel: `${name}x` })),
          Tasks: [{ Name: "t", Driver: "docker" }],
        },
      ],
    });
    expect(diagnostics).toHaveLength(10_000);
    expect(diagnostics[0]).toMatchObject({
      detail: expect.stringMatching(/^Declared in this group's network: "port0", .*"port19" and 9980 more\./),
      help: 'Did you mean "port0"?',
    });
    expect(diagnostics[9_999]?.help).toBe('Declare a port "port9999x" in the block "network".');
  },
);

test.each([
  ["1", ""],
  ["1", "x"],
  ["1h", "x"],
  ["1ns", "x"],
  ["0.1", "s"],
])(
  "%s a hundred thousand times and %j is no duration, which is told in time",
  { timeout: BOUND_MS },
  (piece, end) => {
    const text = piece.repeat(100_000) + end;
    expect(parseDuration(text) === undefined).toBe(true);
    expect(durationProblem(text).startsWith("time: ")).toBe(true);
  },
);
