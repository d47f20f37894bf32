import { describe, expect, test } from "vitest";

import type { Block, HubObject } from "./_define.ts";
import { periodic } from "./periodic.ts";
import { scaling, taskScaling } from "./scaling.ts";
import { template } from "./template.ts";
import { vault } from "./vault.ts";

/*
 * The values that Nomad's parser fills in before any server sees the job, as /v1/jobs/parse (2.0.5) answers it. Those
 * that are left out when writing are filled in again.
 */

const changeScript = template.fields.change_script.block;
const seconds = 1_000_000_000;

const filled: readonly (readonly [string, Block, HubObject, HubObject])[] = [
  ["periodic without times", periodic, { Enabled: false }, { Enabled: false }],
  ["periodic with cron", periodic, { Spec: "@daily" }, { Spec: "@daily", SpecType: "cron" }],
  ["periodic with no times in crons", periodic, { Specs: [] }, { Specs: [], SpecType: "cron" }],
  ["scaling of a group", scaling, { Max: 2 }, { Max: 2, Type: "horizontal" }],
  ["scaling of a group with an empty type", scaling, { Max: 2, Type: "" }, { Max: 2, Type: "horizontal" }],
  ["scaling of a task by cpu", taskScaling, { Label: "cpu", Max: 3 }, { Max: 3, Type: "vertical_cpu" }],
  ["scaling of a task by MEM", taskScaling, { Label: "MEM", Max: 3 }, { Max: 3, Type: "vertical_mem" }],
  ["vault", vault, { Role: "r" }, { Role: "r", Env: true, DisableFile: false, ChangeMode: "restart" }],
  [
    "vault with values of its own",
    vault,
    { Env: false, DisableFile: true, ChangeMode: "noop" },
    { Env: false, DisableFile: true, ChangeMode: "noop" },
  ],
  [
    "template",
    template,
    { DestPath: "x" },
    { DestPath: "x", ChangeMode: "restart", Perms: "0644", Splay: 5 * seconds, ErrMissingKey: false },
  ],
  [
    "template with values of its own",
    template,
    { ChangeMode: "noop", Perms: "0600", Splay: 0, ErrMissingKey: true },
    { ChangeMode: "noop", Perms: "0600", Splay: 0, ErrMissingKey: true },
  ],
  [
    "change_script",
    changeScript,
    { Command: "c" },
    { Command: "c", Args: [], Timeout: 5 * seconds, FailOnError: false, RunOnFirstRender: false },
  ],
];

function fill(block: Block, fields: HubObject): HubObject {
  const hub = { ...fields };
  block.afterRead?.(hub, "hcl");
  return hub;
}

describe("what the parser fills in", () => {
  test.each(filled)("%s", (_, block, fields, expected) => {
    expect(fill(block, fields)).toEqual(expected);
  });

  test("lists are not shared between blocks", () => {
    expect(fill(changeScript, {})["Args"]).not.toBe(fill(changeScript, {})["Args"]);
  });
});

describe("what is left out when writing", () => {
  test.each<[string, Block, HubObject, HubObject]>([
    ["scaling of a group", scaling, { Max: 2, Type: "horizontal" }, { Max: 2 }],
    ["scaling of a task", taskScaling, { Max: 3, Type: "vertical_cpu" }, { Label: "cpu", Max: 3 }],
    ["vault", vault, { Role: "r", Env: true, DisableFile: false, ChangeMode: "restart" }, { Role: "r" }],
    ["vault without a file", vault, { Env: true, DisableFile: true }, { DisableFile: true }],
    [
      "template",
      template,
      { DestPath: "x", ChangeMode: "restart", Perms: "0644", Splay: 5_000_000_000, ErrMissingKey: false },
      { DestPath: "x" },
    ],
    ["template with another splay", template, { Splay: 6_000_000_000 }, { Splay: 6_000_000_000 }],
    ["change_script", changeScript, { Command: "c", Args: [], Timeout: 5_000_000_000n }, { Command: "c" }],
    ["change_script with arguments", changeScript, { Args: ["a"] }, { Args: ["a"] }],
  ])("%s", (_, block, hub, expected) => {
    expect(block.beforeWrite?.(hub)).toEqual(expected);
  });

  test.each(filled)("%s reads back as it was", (_, block, __, hub) => {
    expect(fill(block, block.beforeWrite?.(hub) ?? hub)).toEqual(hub);
  });
});
