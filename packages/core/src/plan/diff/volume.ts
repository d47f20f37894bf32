import { compareBytes } from "../../go/byte-order.ts";
import { volume as volumeBlock } from "../../jobspec/schema/volume.ts";
import { volumeMount } from "../../jobspec/schema/volume-mount.ts";
import { positionedList } from "./lists.ts";
import { object } from "./object.ts";
import { blockIn, one, present, unseenOf, type Comparison, type Part } from "./part.ts";
import { stringSet } from "./string-set.ts";

const mountOptions: Comparison = object("MountOptions", volumeBlock.fields.mount_options.block, {
  parts: { MountFlags: stringSet("MountFlags") },
});

const volume: Comparison = object("Volume", volumeBlock, { parts: { MountOptions: one(mountOptions) } });

/** The volumes of a group by their names. Nomad lists them in no order; here it is that of the names. */
export const volumes: Part = {
  diff: (before, after) => {
    const [old, now] = [blockIn(before) ?? {}, blockIn(after) ?? {}];
    return namesIn(before, after).flatMap((name) =>
      present(volume.diff(blockIn(old[name]), blockIn(now[name]))),
    );
  },
  unseen: (before, after, keys) => {
    const [old, now] = [blockIn(before) ?? {}, blockIn(after) ?? {}];
    return namesIn(before, after).flatMap((name) =>
      unseenOf(volume, blockIn(old[name]), blockIn(now[name]), [...keys, name]),
    );
  },
};

function namesIn(before: unknown, after: unknown): readonly string[] {
  const names = [before, after].flatMap((value) => Object.keys(blockIn(value) ?? {}));
  return [...new Set(names)].toSorted(compareBytes);
}

/** The volumes that a task mounts, each compared with the one at its position. */
export const volumeMounts: Part = positionedList(object("VolumeMount", volumeMount));
