import { block, bool, one, oneOf, string, strings, type Named } from "./_define.ts";

const mountOptions = block(
  "CSIMountOptions",
  {
    /** File system of the volume, such as `ext4`. */
    fs_type: string("FSType"),
    /** Flags of the mount, such as `noatime`. */
    mount_flags: strings("MountFlags"),
    /** Keys that Nomad's old HCL 1 parser did not know; never part of the JSON. */
    extra_keys_hcl: strings("ExtraKeysHCL", { apiOnly: true, stored: "never" }),
  },
  { byValue: true },
);

const definition = block(
  "VolumeRequest",
  {
    /** Label of the volume within the group. */
    name: string("Name", { apiOnly: true }),
    /** Kind of volume: of the host, or of a CSI plugin. */
    type: oneOf("Type", ["host", "csi"], { required: true }),
    /** Name of the host volume, or identity of the CSI volume. */
    source: string("Source", { required: true }),
    /** Do not let any task write. */
    read_only: bool("ReadOnly", { default: false }),
    /** Who may use the volume at the same time, such as `single-node-writer`; CSI volumes need it. */
    access_mode: string("AccessMode", { since: "1.1.0" }),
    /** How a CSI volume is attached: `file-system` or `block-device`; CSI volumes need it. */
    attachment_mode: string("AttachmentMode", { since: "1.1.0" }),
    /** Use the volume `<source>[<index of the allocation>]` for each allocation. */
    per_alloc: bool("PerAlloc", { default: false, since: "1.1.0" }),
    /** Keep using the same dynamic host volume when the allocation is replaced. */
    sticky: bool("Sticky", { default: false, since: "1.10.0" }),
    /** How a CSI volume is mounted. */
    mount_options: one("MountOptions", mountOptions, { since: "0.11.0" }),
    /** Keys that Nomad's old HCL 1 parser did not know; never part of the JSON. */
    extra_keys_hcl: strings("ExtraKeysHCL", { apiOnly: true, stored: "never" }),
  },
  { label: "Name", byValue: true },
);

/** A volume that the tasks of a group may mount. */
export const volume: VolumeBlock = definition;

/** @see hashicorp/nomad api/tasks.go VolumeRequest (2.0.5) */
export interface VolumeBlock extends Named<typeof definition> {}
