import { connect as connectBlock } from "../../jobspec/schema/connect.ts";
import { logs } from "../../jobspec/schema/logs.ts";
import { sidecarTask as sidecarTaskBlock } from "../../jobspec/schema/sidecar-task.ts";
import { gateway } from "./gateway.ts";
import { identity } from "./identity.ts";
import { byName, keyedList } from "./lists.ts";
import { fieldsObject, loose, object } from "./object.ts";
import { one, unseen, type Comparison } from "./part.ts";
import { proxy } from "./proxy.ts";
import { resources } from "./resources.ts";
import { volumeMounts } from "./volume.ts";

const sidecarService: Comparison = object("SidecarService", connectBlock.fields.sidecar_service.block, {
  parts: { Proxy: one(proxy), Tags: unseen },
});

const sidecarTask: Comparison = object("SidecarTask", sidecarTaskBlock, {
  unchanged: "left out",
  parts: {
    Config: loose("Config"),
    Resources: one(resources),
    Identities: keyedList(byName, identity),
    LogConfig: one(fieldsObject("LogConfig", logs)),
    VolumeMounts: volumeMounts,
  },
});

/** @see hashicorp/nomad nomad/structs/diff.go connectDiffs (2.0.5) */
export const connect: Comparison = object("ConsulConnect", connectBlock, {
  parts: { SidecarService: one(sidecarService), SidecarTask: one(sidecarTask), Gateway: one(gateway) },
});
