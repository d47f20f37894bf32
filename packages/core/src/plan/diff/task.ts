import { action as actionBlock } from "../../jobspec/schema/action.ts";
import { artifact } from "../../jobspec/schema/artifact.ts";
import { consul } from "../../jobspec/schema/consul.ts";
import { dispatchPayload } from "../../jobspec/schema/dispatch-payload.ts";
import { logs } from "../../jobspec/schema/logs.ts";
import { schedule as scheduleBlock } from "../../jobspec/schema/schedule.ts";
import { secret as secretBlock } from "../../jobspec/schema/secret.ts";
import { vault } from "../../jobspec/schema/vault.ts";
import type { task } from "../../jobspec/schema/task.ts";
import { textOf } from "../../jobspec/schema/_hub.ts";
import { affinities, constraints } from "./constraints.ts";
import { allFields } from "./flatten.ts";
import { identity } from "./identity.ts";
import { byName, fieldsSet, keyedList, positionedList } from "./lists.ts";
import { fieldsObject, loose, object } from "./object.ts";
import { blockIn, one, unseen, type Comparison, type Parts } from "./part.ts";
import { resources } from "./resources.ts";
import { services } from "./service.ts";
import { stringSet } from "./string-set.ts";
import { templates } from "./template.ts";
import { volumeMounts } from "./volume.ts";

const secret: Comparison = object("Secret", secretBlock, { fields: (hub) => allFields(secretBlock, hub) });

const action: Comparison = object("Action", actionBlock, { parts: { Args: stringSet("Args") } });

const cron = fieldsObject("Schedule", scheduleBlock.fields.cron.block);

/** Of a schedule there is only the one kind. */
const schedule: Comparison = {
  diff: (before, after) => cron.diff(blockIn(before?.["Cron"]), blockIn(after?.["Cron"])),
  unseen: () => [],
};

/**
 * The parts of a task beside its plain fields, in the order of a diff.
 * @see hashicorp/nomad nomad/structs/diff.go Task.Diff (2.0.5)
 */
export const taskParts: Parts<typeof task> = {
  Constraints: constraints,
  Affinities: affinities,
  Config: loose("Config"),
  Resources: one(resources),
  LogConfig: one(fieldsObject("LogConfig", logs)),
  DispatchPayload: one(fieldsObject("DispatchPayload", dispatchPayload)),
  Artifacts: fieldsSet("Artifact", artifact, (item) => textOf(item, "RelativeDest")),
  Services: services,
  Vault: one(object("Vault", vault)),
  Secrets: keyedList(byName, secret),
  Consul: one(fieldsObject("Consul", consul)),
  Templates: templates,
  Identity: one(identity),
  Identities: keyedList(byName, identity),
  Actions: positionedList(action),
  VolumeMounts: volumeMounts,
  Schedule: one(schedule),
  Lifecycle: unseen,
  RestartPolicy: unseen,
  ScalingPolicies: unseen,
  CSIPluginConfig: unseen,
};
