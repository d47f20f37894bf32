import { describe, expect, test } from "vitest";

import type { Block, HubObject, Spelling } from "./_define.ts";
import { group } from "./group.ts";
import { job } from "./job.ts";
import { task } from "./task.ts";

function read(block: Block, fields: HubObject, spelling?: Spelling): HubObject {
  const hub = structuredClone(fields);
  block.afterRead?.(hub, spelling);
  return hub;
}

// The expected values are what Nomad 2.0.5 answers at /v1/jobs/parse, without its zero values.

describe("identity and name of a job", () => {
  test.each<[string, HubObject, HubObject]>([
    ["the label", { Label: "x" }, { ID: "x", Name: "x" }],
    ["an id of its own", { Label: "x", ID: "y" }, { ID: "y", Name: "x" }],
    ["a name of its own", { Label: "x", Name: "n" }, { ID: "x", Name: "n" }],
  ])("from %s", (_, fields, expected) => {
    expect(read(job, fields)).toEqual(expected);
  });

  test.each<[string, HubObject, HubObject]>([
    [
      "a name equal to the identity is left out",
      { ID: "x", Name: "x", Type: "batch" },
      { Label: "x", Type: "batch" },
    ],
    ["another name is kept", { ID: "x", Name: "n" }, { Label: "x", Name: "n" }],
    ["no name", { ID: "x", Name: null }, { Label: "x" }],
  ])("written: %s", (_, hub, expected) => {
    expect(job.beforeWrite?.(hub)).toEqual(expected);
  });
});

test("a task that stands alone becomes a group of its name, before the other groups", () => {
  expect(
    read(job, { Label: "x", Tasks: [{ Name: "alone", Driver: "exec" }], TaskGroups: [{ Name: "g" }] }),
  ).toEqual({
    ID: "x",
    Name: "x",
    TaskGroups: [{ Name: "alone", Tasks: [{ Name: "alone", Driver: "exec" }] }, { Name: "g" }],
  });
});

describe("the vault of a job and of a group", () => {
  test("goes to the tasks without one, the group's first", () => {
    const one = read(group, {
      Name: "g",
      Vault: { Role: "group" },
      Tasks: [{ Name: "t", Vault: { Role: "task" } }, { Name: "u" }],
    });
    const other = read(group, { Name: "h", Tasks: [{ Name: "v" }] });
    expect(read(job, { Label: "x", Vault: { Role: "job" }, TaskGroups: [one, other] })).toEqual({
      ID: "x",
      Name: "x",
      TaskGroups: [
        {
          Name: "g",
          Tasks: [
            { Name: "t", Vault: { Role: "task" } },
            { Name: "u", Vault: { Role: "group" } },
          ],
        },
        { Name: "h", Tasks: [{ Name: "v", Vault: { Role: "job" } }] },
      ],
    });
  });
});

describe("the secrets of a job and of a group", () => {
  const tasks = [{ Name: "t", Secrets: [{ Name: "own" }] }, { Name: "u" }];

  test.each<[Spelling, HubObject[]]>([
    ["spec", [{ Name: "own" }, { Name: "group" }]],
    // Nomad's parser appends the task's own list where the group's is meant.
    ["hcl", [{ Name: "own" }, { Name: "own" }]],
  ])("a group's, in %s", (spelling, expected) => {
    expect(read(group, { Name: "g", Secrets: [{ Name: "group" }], Tasks: tasks }, spelling)).toEqual({
      Name: "g",
      Tasks: [
        { Name: "t", Secrets: expected },
        { Name: "u", Secrets: [{ Name: "group" }] },
      ],
    });
  });

  test("a job's are added to every task", () => {
    expect(
      read(job, { Label: "x", Secrets: [{ Name: "job" }], TaskGroups: [{ Name: "g", Tasks: tasks }] }),
    ).toEqual({
      ID: "x",
      Name: "x",
      TaskGroups: [
        {
          Name: "g",
          Tasks: [
            { Name: "t", Secrets: [{ Name: "own" }, { Name: "job" }] },
            { Name: "u", Secrets: [{ Name: "job" }] },
          ],
        },
      ],
    });
  });
});

describe("the default identity of a task", () => {
  test.each<[string, HubObject, HubObject]>([
    ["none", { Identities: [{ Name: "aws" }] }, { Identities: [{ Name: "aws" }] }],
    ["without a name", { Identities: [{ Env: true }] }, { Identity: { Env: true }, Identities: [] }],
    [
      "the first of two",
      { Identities: [{ Name: "aws" }, { Env: true }, { Name: "default" }] },
      { Identity: { Env: true }, Identities: [{ Name: "aws" }, { Name: "default" }] },
    ],
  ])("%s", (_, fields, expected) => {
    expect(read(task, fields)).toEqual(expected);
  });

  test("is written before the others", () => {
    expect(task.beforeWrite?.({ Identity: { Name: "default" }, Identities: [{ Name: "aws" }] })).toEqual({
      Identities: [{ Name: "default" }, { Name: "aws" }],
    });
    expect(task.beforeWrite?.({ Identities: [{ Name: "aws" }] })).toEqual({ Identities: [{ Name: "aws" }] });
  });
});
