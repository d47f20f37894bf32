import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import { group } from "../schema/group.ts";
import { volume } from "../schema/volume.ts";
import { showValue } from "../key-path.ts";
import { suggest } from "../problems.ts";
import { blockRules } from "./rule.ts";
import { requiredText } from "./schema-rules.ts";

const hostAccess = [
  "single-node-reader-only",
  "single-node-writer",
  "single-node-single-writer",
  "single-node-multi-writer",
] as const;
const csiAccess = [
  "single-node-reader-only",
  "single-node-writer",
  "multi-node-reader-only",
  "multi-node-single-writer",
  "multi-node-multi-writer",
] as const;
const csiAttachment = ["file-system", "block-device"] as const;

/** The access modes in which a CSI volume has one user at a time, with Nomad's words for who that is. */
const singleUser: Readonly<Record<string, string>> = {
  "single-node-reader-only": "reader",
  "single-node-writer": "reader or writer",
  "multi-node-single-writer": "writer",
};

/** The access modes in which nobody writes. */
const readers: readonly string[] = ["single-node-reader-only", "multi-node-reader-only"];

/** Volumes that a group asks for. @see hashicorp/nomad nomad/structs/volumes.go VolumeRequest.Validate (2.0.5) */
export const volumeRules = blockRules(
  volume,
  ["TaskGroup"],
  [
    requiredText(volume, "Source", "volume has an empty source"),
    {
      code: "NX2501",
      find: ({ PerAlloc }, { job: { Type } }) =>
        PerAlloc &&
        (Type === "system" || Type === "sysbatch") && {
          keys: ["PerAlloc"],
          summary: `A ${Type} job has no volume for each allocation`,
          detail: "Its allocations have no index by which their volumes could be told apart.",
          help: "Leave per_alloc out, or make it a service or batch job.",
          nomad: "volume cannot be per_alloc for system or sysbatch jobs",
        },
    },
    {
      code: "NX2502",
      find: ({ PerAlloc }, { group: around }) =>
        PerAlloc &&
        (around?.Update?.Canary ?? 0) > 0 && {
          keys: ["PerAlloc"],
          summary: "A volume for each allocation cannot be used with canaries",
          detail:
            "A canary has the index of an allocation that still runs, and both would want the same volume.",
          help: "Set canary = 0 in the update block, or leave per_alloc out.",
          nomad: "volume cannot be per_alloc when canaries are in use",
        },
    },
    {
      code: "NX2503",
      find: ({ PerAlloc, Sticky }) =>
        PerAlloc &&
        Sticky && {
          keys: ["Sticky"],
          summary: "per_alloc and sticky exclude each other",
          help: "Leave one of them out: with per_alloc an allocation finds its volume by its index.",
          nomad: "volume cannot be per_alloc and sticky at the same time",
        },
    },
    {
      code: "NX2504",
      find: ({ Type, MountOptions }) =>
        Type === "host" &&
        MountOptions !== null && {
          keys: ["MountOptions"],
          at: "key",
          summary: "A host volume has no mount options",
          help: "Leave mount_options out; how the volume is mounted is the business of the host.",
          nomad: "host volumes cannot have mount options",
        },
    },
    {
      code: "NX2505",
      find: ({ Type, AccessMode }) =>
        Type === "host" &&
        AccessMode !== "" &&
        !isOneOf(AccessMode, hostAccess) && {
          keys: ["AccessMode"],
          summary: `${showValue(AccessMode)} is no access mode of host volumes`,
          allowed: hostAccess.map((mode) => showValue(mode)).join(", "),
          help: suggest(didYouMean(AccessMode, hostAccess)),
          nomad: `host volumes cannot be mounted with ${AccessMode} access mode`,
        },
    },
    {
      code: "NX2506",
      find: ({ Type, AccessMode, ReadOnly }) =>
        readers.includes(AccessMode) &&
        (Type === "csi" || AccessMode === "single-node-reader-only") &&
        !ReadOnly && {
          keys: ["AccessMode"],
          summary: `The access mode ${showValue(AccessMode)} needs read_only = true`,
          help: "Set read_only = true, or choose an access mode with a writer.",
          nomad: `${AccessMode} volumes must be read-only`,
        },
    },
    {
      code: "NX2507",
      find: ({ Type, AccessMode, AttachmentMode }) => {
        if (Type !== "csi") return undefined;
        const missing = [
          ...(AttachmentMode === ""
            ? [["AttachmentMode", "attachment_mode", "an attachment", csiAttachment] as const]
            : []),
          ...(AccessMode === "" ? [["AccessMode", "access_mode", "an access", csiAccess] as const] : []),
        ];
        return missing.map(([field, name, words, values]) => ({
          keys: [field],
          at: "key",
          summary: `A CSI volume needs "${name}"`,
          allowed: values.map((value) => showValue(value)).join(", "),
          nomad: `CSI volumes must have ${words} mode`,
        }));
      },
    },
    {
      code: "NX2508",
      find: ({ Type, AttachmentMode, MountOptions }) =>
        Type === "csi" &&
        AttachmentMode === "block-device" &&
        MountOptions !== null && {
          keys: ["MountOptions"],
          at: "key",
          summary: "A block device has no mount options",
          detail: "It is handed to the task as a device; nothing mounts a file system.",
          help: 'Leave mount_options out, or set attachment_mode = "file-system".',
          nomad: "block devices cannot have mount options",
        },
    },
    {
      code: "NX2509",
      find: ({ Type, AccessMode, PerAlloc, ReadOnly }, { group: around }) => {
        const user = singleUser[AccessMode];
        const count = around?.Count ?? 0;
        if (Type !== "csi" || user === undefined || count <= 1 || PerAlloc) return undefined;
        if (user === "writer" && ReadOnly) return undefined;
        return {
          keys: ["AccessMode"],
          summary: `${count} allocations cannot share a volume in the access mode ${showValue(AccessMode)}`,
          detail: `It allows one ${user}.`,
          help: "Set per_alloc = true for a volume each, count = 1, or an access mode for several.",
          nomad: `volume with ${AccessMode} access mode allows only one ${user}`,
        };
      },
    },
    {
      code: "NX2510",
      find: ({ Type, AccessMode, AttachmentMode }) => {
        if (Type !== "csi") return undefined;
        const given = [
          ["AccessMode", AccessMode, csiAccess],
          ["AttachmentMode", AttachmentMode, csiAttachment],
        ] as const;
        return given
          .filter(([, mode, known]) => mode !== "" && !isOneOf(mode, known))
          .map(([field, mode, known]) => ({
            keys: [field],
            severity: "warning",
            summary: `No CSI volume has the mode ${showValue(mode)}`,
            detail: "Nomad takes the job, and finds no volume for its allocations.",
            allowed: known.map((each) => showValue(each)).join(", "),
            help: suggest(didYouMean(mode, known)),
          }));
      },
    },
  ],
);

/** Volumes that a server drops. @see hashicorp/nomad command/agent/job_endpoint.go ApiTgToStructsTG (2.0.5) */
export const groupVolumeRules = blockRules(group, undefined, [
  {
    code: "NX2511",
    find: (_group, { keys, given }) => {
      const index = keys.at(-1);
      // A volume may be null.
      const volumes: Readonly<Record<string, { readonly Type?: string | null } | undefined>> =
        typeof index === "number" ? (given.TaskGroups?.[index]?.Volumes ?? {}) : {};
      return Object.entries(volumes)
        .filter(([, each]) => each?.Type !== "host" && each?.Type !== "csi")
        .map(([label, { Type } = {}]) => ({
          keys: ["Volumes", label, ...(Type === undefined || Type === null ? [] : ["Type"])],
          severity: "warning",
          summary: `Nomad drops the volume ${showValue(label)}`,
          detail: "It keeps volumes of a type that it knows, and says nothing about others.",
          received: Type ?? "",
          allowed: '"host", "csi"',
          help: suggest(didYouMean(Type ?? "", ["host", "csi"])),
        }));
    },
  },
]);

function isOneOf(mode: string, modes: readonly string[]): boolean {
  return modes.includes(mode);
}
