import { resources as resourcesBlock } from "../../jobspec/schema/resources.ts";
import { byName, keyedList } from "./lists.ts";
import { networks } from "./network.ts";
import { object } from "./object.ts";
import { one, unseen, type Comparison } from "./part.ts";
import { isAlike } from "./same.ts";

const { device: deviceField, numa: numaField } = resourcesBlock.fields;

const device: Comparison = object("Device", deviceField.block, {
  parts: { Constraints: unseen, Affinities: unseen },
});

const numaObject = object("NUMA", numaField.block, { parts: { Devices: unseen } });

/** Without devices is without devices, however it is written. */
const numa: Comparison = {
  ...numaObject,
  diff: (before, after) => (isAlike(before, after) ? undefined : numaObject.diff(before, after)),
};

/** @see hashicorp/nomad nomad/structs/diff.go Resources.Diff (2.0.5) */
export const resources: Comparison = object("Resources", resourcesBlock, {
  parts: { Networks: networks, Devices: keyedList(byName, device), NUMA: one(numa) },
});
