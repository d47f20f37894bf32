import { expect, test } from "vitest";

import { readApiJob } from "../../read-api.ts";
import { readHcl } from "./read-hcl.ts";

/** Far more than a machine needs that is busy with other things. */
const BOUND_MS = 20_000;

const COUNT = 20_000;

function lines(line: (index: number) => string): string {
  return Array.from({ length: COUNT }, (_, index) => line(index)).join("\n");
}

test.each([
  [
    "locals, each of which refers to the one before",
    `locals {\n first = 1\n a0 = 1\n${lines((index) => `a${index + 1} = local.a${index} + 1`)}\n}`,
  ],
  [
    "variables, each of which a local refers to",
    `${lines((index) => `variable "v${index}" {\n default = 1\n}`)}\nlocals {\n${lines((index) => `a${index} = var.v${index}`)}\n}`,
  ],
  [
    "elements of a tuple",
    `locals {\n all = [\n${lines(() => "1,")}\n]\n${lines((index) => `a${index} = local.all[${index}]`)}\n}`,
  ],
])("20,000 %s are read in time", { timeout: BOUND_MS }, (_, text) => {
  const { diagnostics } = readHcl({ file: "a.nomad.hcl", text: `${text}\njob "a" {\n}\n` });
  expect(diagnostics.map(({ summary }) => summary)).not.toContain("Unsupported attribute");
});

test("an object that refers to names that are not there is told of each", () => {
  const text =
    'locals {\n a = 1\n b = local.c\n d = local\n e = local.d.a\n}\njob "a" {\n meta {\n e = local.e\n }\n}\n';
  const { diagnostics } = readHcl({ file: "a.nomad.hcl", text });
  expect(diagnostics[0]).toMatchObject({ detail: 'This object does not have an attribute "c".' });
});

test("a job of which 20,000 groups cannot be read is checked in time", { timeout: BOUND_MS }, () => {
  const TaskGroups = Array.from({ length: COUNT }, (_, index) => ({
    Name: `g${index}`,
    Count: "x",
    Tasks: [],
  }));
  const { diagnostics } = readApiJob({ ID: "a", TaskGroups });
  expect(diagnostics.length).toBeGreaterThanOrEqual(COUNT);
});
