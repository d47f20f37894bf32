import { expect, test } from "vitest";

import { blockOf, blocksOf, leaveOut } from "./_hub.ts";

test.each([
  ["absent", {}, []],
  ["null", { Tasks: null }, []],
  ["a list", { Tasks: [{ Name: "a" }, { Name: "b" }] }, [{ Name: "a" }, { Name: "b" }]],
  ["a list with something else in it", { Tasks: [null, "a", { Name: "b" }] }, [{ Name: "b" }]],
])("blocks of a field that is %s", (_, hub, blocks) => {
  expect(blocksOf(hub, "Tasks")).toEqual(blocks);
});

test.each([
  ["absent", {}, undefined],
  ["null", { Vault: null }, undefined],
  ["an object", { Vault: { Env: true } }, { Env: true }],
])("the block of a field that is %s", (_, hub, block) => {
  expect(blockOf(hub, "Vault")).toEqual(block);
});

test.each([
  ["equal", { Splay: 5, Perms: "0644" }, { Perms: "0644" }],
  ["an equal bigint", { Splay: 5n }, {}],
  ["another value", { Splay: 6 }, { Splay: 6 }],
  ["an empty list for an empty list", { Args: [] }, {}],
  ["a list with something in it", { Args: ["a"] }, { Args: ["a"] }],
  ["null", { Splay: null }, { Splay: null }],
])("what is left when the value is %s", (_, hub, left) => {
  expect(leaveOut(hub, { Splay: 5, Args: [] })).toEqual(left);
});
