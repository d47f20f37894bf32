import { expect, test } from "vitest";

import { formatKeys } from "./key-path.ts";
import { namedPlace, saysSame, serverItems } from "./server-text.ts";

const job = {
  ID: "shop",
  Constraints: [{}, { LTarget: "" }],
  TaskGroups: [
    { Name: "other" },
    {
      Name: "web: 1",
      Services: [{ Name: "a", Checks: [{ Name: "c" }] }],
      Volumes: { data: {} },
      Tasks: [{ Name: "x" }, { Name: "server", Templates: [{}], Resources: { Devices: [{}] } }],
    },
  ],
};

test.each([
  ["1 error occurred:\n\t* Missing job ID\n\n", [["Missing job ID", ""]]],
  [
    "1 error occurred:\n\t* Constraint 2 validation failed: 1 error occurred:\n\t* no attribute\n\n\n\n",
    [["no attribute", "Constraints[1]"]],
  ],
  [
    "2 errors occurred:\n\t* Task group web: 1 validation failed: 2 errors occurred:\n\t* Task group count can't be negative\n\t* Task server validation failed: 2 errors occurred:\n\t* Template 1 validation failed: 1 error occurred:\n\t* no text\n\n\n\t* 1 error occurred:\n\t* device 1 failed validation: 1 error occurred:\n\t* no name\n\n\n\n\n\n\n\n\t* last\n\n",
    [
      ["Task group count can't be negative", "TaskGroups[1]"],
      ["no text", "TaskGroups[1].Tasks[1].Templates[0]"],
      ["no name", "TaskGroups[1].Tasks[1].Resources.Devices[0]"],
      ["last", ""],
    ],
  ],
  [
    "1 error occurred:\n\t* Task group web: 1 validation failed: 1 error occurred:\n\t* Task group service validation failed: 1 error occurred:\n\t* Service[0] a validation failed: 1 error occurred:\n\t* Check c invalid: http type must have http path\n\n\n\n\n\n\n\n",
    [["Check c invalid: http type must have http path", "TaskGroups[1].Services[0].Checks[0]"]],
  ],
  [
    '2 warnings:\n\n* Group "web: 1" has warnings: 1 error occurred:\n\t* Task "server" has warnings: 1 error occurred:\n\t* old\n\n\n\n* other',
    [
      ["old", "TaskGroups[1].Tasks[1]"],
      ["other", ""],
    ],
  ],
  ["No path to region", [["No path to region", ""]]],
  ["", []],
])("%j names these places", (text, items) => {
  expect(serverItems(text).map((item) => [item.text, formatKeys(namedPlace(item, job))])).toEqual(items);
});

const hooked = {
  Namespace: "apps",
  NodePool: "gpu",
  TaskGroups: [
    { Name: "a", Tasks: [{ Name: "x" }] },
    {
      Name: "b",
      Tasks: [{ Name: "y" }, { Name: "z", Vault: {} }, { Name: "other", Vault: { Cluster: "b" } }],
    },
  ],
};

// As a server of Nomad 2.0.5 says it.
test.each([
  ['job "web" is in nonexistent namespace "apps"', "Namespace"],
  ['job "web" is in nonexistent node pool "gpu"', "NodePool"],
  ['Vault "default" not enabled but used in the job', "TaskGroups[1].Tasks[1].Vault"],
  ['Vault "b" not enabled but used in the job', "TaskGroups[1].Tasks[2].Vault"],
  ['Vault "c" not enabled but used in the job', ""],
  // A job has no place for a part that it does not have.
  ["Multiregion jobs are unlicensed.", ""],
])("%j is about %j", (text, keys) => {
  expect(formatKeys(namedPlace({ within: [], text }, hooked))).toBe(keys);
});

test.each([
  ["Check a invalid: missing check type", "missing check type", true],
  ["of  several\nlines", "of several lines", true],
  ["a missing check type b", "missing check type", false],
  ["dismissing check type", "missing check type", false],
])("%j says %j: %j", (text, words, isSame) => {
  expect(saysSame({ within: [], text }, words)).toBe(isSame);
});
