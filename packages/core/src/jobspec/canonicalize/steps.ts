import { fillDefaults } from "../schema/_defaults.ts";
import type { Block, HubObject, NestedBlock, Within } from "../schema/_define.ts";
import { blockOf, blocksOf, isHubObject } from "../schema/_hub.ts";

/**
 * Does with a block and all blocks inside it what Nomad's API package does: the rule of the block, then its defaults.
 * Blocks are visited in the order of the schema, so that a group's policies are complete when its tasks ask for them.
 */
export function canonicalizeBlock(block: Block, hub: HubObject, within: Within): void {
  block.canonicalize?.(hub, within);
  fillDefaults(block, hub, "api", within.job);
  for (const field of blocksIn(block)) {
    if (field.facts.asWritten === true) continue;
    for (const inner of innerBlocks(field, hub)) {
      canonicalizeBlock(field.block, inner, inside(within, field.block, inner));
    }
  }
}

/** Does with a canonicalized block and all blocks inside it what the server does, and takes out what it does not keep. */
export function storeBlock(block: Block, hub: HubObject, within: Within): void {
  block.store?.(hub, within);
  for (const { api, facts } of Object.values(block.fields)) {
    if (facts.stored === "own" || facts.stored === "never") delete hub[api];
  }
  fillDefaults(block, hub, "server", within.job);
  for (const field of blocksIn(block)) {
    for (const inner of innerBlocks(field, hub)) {
      storeBlock(field.block, inner, inside(within, field.block, inner));
    }
  }
}

function blocksIn(block: Block): NestedBlock[] {
  return Object.values(block.fields).flatMap((field) =>
    field.kind === "block" && field.facts.sugar !== true ? [field] : [],
  );
}

function innerBlocks({ api, repeat }: NestedBlock, hub: Readonly<HubObject>): readonly HubObject[] {
  if (repeat === "list" || repeat === "labelled") return blocksOf(hub, api);
  const inner = blockOf(hub, api);
  if (inner === undefined) return [];
  return repeat === "one" ? [inner] : Object.values(inner).filter(isHubObject);
}

/** The surroundings that the blocks inside a block see, for a block inside `within`. */
function inside(within: Within, { struct }: Block, hub: Readonly<HubObject>): Within {
  switch (struct) {
    case "TaskGroup":
      return { ...within, group: hub };
    case "Task":
      return { ...within, task: hub };
    case "Service":
      return { ...within, service: hub };
    default:
      return within;
  }
}
