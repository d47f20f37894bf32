import { groupVolumeRules, volumeRules } from "./volume.ts";
import { inGroup, testRules, type RuleInput } from "./testing/rule-cases.ts";

const at = "TaskGroups[0].Volumes.data";

type Volume = NonNullable<NonNullable<Parameters<typeof inGroup>[0]["Volumes"]>[string]>;

/** A job with one volume, which is one of the host unless it says otherwise. */
function withVolume(volume: Volume, group = {}, job = {}): RuleInput {
  return inGroup({ Volumes: { data: { Type: "host", Source: "disk", ...volume } }, ...group }, job);
}

function withCsi(volume: Volume, group = {}, job = {}): RuleInput {
  const csi = { Type: "csi", AccessMode: "multi-node-multi-writer", AttachmentMode: "file-system" };
  return withVolume({ ...csi, ...volume }, group, job);
}

testRules(volumeRules, {
  "NX202 Source": {
    broken: [[withVolume({ Source: "" }), `${at}.Source`]],
    near: [withVolume({ Source: " " }), withVolume({ Type: "other", Source: "" })],
  },
  NX2501: {
    broken: [
      [withCsi({ PerAlloc: true }, {}, { Type: "system" }), `${at}.PerAlloc`],
      [withVolume({ PerAlloc: true }, {}, { Type: "sysbatch" }), `${at}.PerAlloc`],
    ],
    near: [
      withCsi({ PerAlloc: true }, {}, { Type: "batch" }),
      withCsi({ PerAlloc: false }, {}, { Type: "system" }),
    ],
  },
  NX2502: {
    broken: [
      [withCsi({ PerAlloc: true }, { Update: { Canary: 1 } }), `${at}.PerAlloc`],
      [withCsi({ PerAlloc: true }, {}, { Update: { Canary: 1 } }), `${at}.PerAlloc`],
    ],
    near: [withCsi({ PerAlloc: true }, { Update: { Canary: 0 } }), withCsi({}, { Update: { Canary: 1 } })],
  },
  NX2503: {
    broken: [[withVolume({ PerAlloc: true, Sticky: true }), `${at}.Sticky`]],
    near: [withVolume({ PerAlloc: true, Sticky: false }), withVolume({ Sticky: true })],
  },
  NX2504: {
    broken: [[withVolume({ MountOptions: {} }), `${at}.MountOptions`]],
    near: [withCsi({ MountOptions: {} })],
  },
  NX2505: {
    broken: [
      [withVolume({ AccessMode: "single-node-write" }), `${at}.AccessMode`],
      [withVolume({ AccessMode: "multi-node-multi-writer" }), `${at}.AccessMode`],
    ],
    near: [withVolume({ AccessMode: "" }), withVolume({ AccessMode: "single-node-multi-writer" })],
  },
  NX2506: {
    broken: [
      [withVolume({ AccessMode: "single-node-reader-only" }), `${at}.AccessMode`],
      [withCsi({ AccessMode: "multi-node-reader-only" }), `${at}.AccessMode`],
    ],
    near: [
      withVolume({ AccessMode: "single-node-reader-only", ReadOnly: true }),
      withCsi({ AccessMode: "single-node-writer" }),
    ],
  },
  NX2507: {
    broken: [
      [withCsi({ AccessMode: "" }), `${at}.AccessMode`],
      [withCsi({ AttachmentMode: null }), `${at}.AttachmentMode`],
    ],
    near: [withVolume({}), withCsi({ AccessMode: "odd", AttachmentMode: "odd" })],
  },
  NX2508: {
    broken: [[withCsi({ AttachmentMode: "block-device", MountOptions: {} }), `${at}.MountOptions`]],
    near: [withCsi({ AttachmentMode: "block-device" }), withCsi({ MountOptions: { FSType: "ext4" } })],
  },
  NX2509: {
    broken: [
      [withCsi({ AccessMode: "single-node-writer" }, { Count: 2 }), `${at}.AccessMode`],
      [withCsi({ AccessMode: "single-node-writer", ReadOnly: true }, { Count: 2 }), `${at}.AccessMode`],
      [withCsi({ AccessMode: "multi-node-single-writer" }, { Count: 2 }), `${at}.AccessMode`],
    ],
    near: [
      withCsi({ AccessMode: "single-node-writer" }, { Count: 1 }),
      withCsi({ AccessMode: "single-node-writer", PerAlloc: true }, { Count: 2 }),
      withCsi({ AccessMode: "multi-node-single-writer", ReadOnly: true }, { Count: 2 }),
      withVolume({ AccessMode: "single-node-writer" }, { Count: 2 }),
    ],
  },
  NX2510: {
    severity: "warning",
    broken: [
      [withCsi({ AccessMode: "single-node-multi-writer" }), `${at}.AccessMode`],
      [withCsi({ AttachmentMode: "filesystem" }), `${at}.AttachmentMode`],
    ],
    near: [withCsi({}), withVolume({ AttachmentMode: "odd" })],
  },
});

testRules(groupVolumeRules, {
  NX2511: {
    severity: "warning",
    broken: [
      [withVolume({ Type: "hosts" }), `${at}.Type`],
      [withVolume({ Type: null }), at],
    ],
    near: [withVolume({}), withCsi({}), inGroup({ Volumes: {} })],
  },
});
