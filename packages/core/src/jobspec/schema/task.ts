import {
  block,
  body,
  bool,
  duration,
  labelled,
  list,
  one,
  string,
  stringMap,
  type HubObject,
  type Named,
  type Within,
} from "./_define.ts";
import { signals } from "./_signals.ts";
import { blockOf, blocksOf, fillIn, isAbsent, presentOf, textOf } from "./_hub.ts";
import { action } from "./action.ts";
import { affinity } from "./affinity.ts";
import { artifact } from "./artifact.ts";
import { constraint } from "./constraint.ts";
import { consul } from "./consul.ts";
import { csiPlugin } from "./csi-plugin.ts";
import { dispatchPayload } from "./dispatch-payload.ts";
import { driverConfigs, usualDrivers } from "./drivers/drivers.ts";
import { identity } from "./identity.ts";
import { lifecycle } from "./lifecycle.ts";
import { logs } from "./logs.ts";
import { resources } from "./resources.ts";
import { restart } from "./restart.ts";
import { taskScaling } from "./scaling.ts";
import { schedule } from "./schedule.ts";
import { secret } from "./secret.ts";
import { service } from "./service.ts";
import { template } from "./template.ts";
import { vault } from "./vault.ts";
import { storeVolumeMounts, volumeMount } from "./volume-mount.ts";

/**
 * Moves the first identity without a name, or named "default", to `Identity`, where agents before 1.7 look for it.
 * @see hashicorp/nomad jobspec2/parse_job.go normalizeJob (2.0.5)
 */
function readIdentities(hub: HubObject): void {
  const identities = blocksOf(hub, "Identities");
  const index = identities.findIndex(
    ({ Name: name }) => name === undefined || name === "" || name === "default",
  );
  if (index === -1) return;
  hub["Identity"] = identities[index];
  hub["Identities"] = identities.toSpliced(index, 1);
}

function writeIdentities(hub: Readonly<HubObject>): HubObject {
  const first = blockOf(hub, "Identity");
  if (first === undefined) return { ...hub };
  const { Identity: _, ...rest } = hub;
  return { ...rest, Identities: [first, ...blocksOf(hub, "Identities")] };
}

/** @see hashicorp/nomad api/tasks.go Task.Canonicalize (2.0.5) */
function canonicalizeTask(hub: HubObject, { group }: Within): void {
  hub["RestartPolicy"] = {
    ...presentOf(blockOf(group ?? {}, "RestartPolicy")),
    ...presentOf(blockOf(hub, "RestartPolicy")),
  };
}

/**
 * Gives the task the identity that Nomad itself accepts, and drops what says nothing.
 * @see hashicorp/nomad command/agent/job_endpoint.go ApiTaskToStructsTask, nomad/structs/structs.go Task.Canonicalize,
 *   nomad/structs/workload_id.go WorkloadIdentity.Canonicalize (2.0.5)
 */
function storeTask(hub: HubObject, { job, group }: Within): void {
  fillIn(hub, "RestartPolicy", { ...blockOf(group ?? {}, "RestartPolicy") });
  const ofVault = blockOf(hub, "Vault");
  if (ofVault !== undefined && textOf(ofVault, "Namespace") === "") {
    ofVault["Namespace"] = textOf(job, "VaultNamespace");
  }
  storeVolumeMounts(hub);
  if (isAbsent(blockOf(hub, "Schedule")?.["Cron"])) delete hub["Schedule"];
  const identities = blocksOf(hub, "Identities");
  for (const item of identities) storeIdentity(item);
  const own = identities.findLast((item) => item["Name"] === "default") ?? blockOf(hub, "Identity") ?? {};
  storeIdentity(own);
  hub["Identity"] = own;
  if (identities.length === 0) delete hub["Identities"];
  else hub["Identities"] = identities.filter((item) => item !== own);
}

/** The default identity is for Nomad alone. */
function storeIdentity(hub: HubObject): void {
  if (textOf(hub, "Name") === "") hub["Name"] = "default";
  if (hub["Name"] === "default") hub["Audience"] = ["nomadproject.io"];
  hub["ChangeSignal"] = textOf(hub, "ChangeSignal").toUpperCase();
}

const definition = block(
  "Task",
  {
    /** Name of the task, unique in its group. */
    name: string("Name", { apiOnly: true }),
    /** Driver that runs the task, such as `docker` or `exec`. */
    driver: string("Driver", { required: true, usual: usualDrivers }),
    /** User that the task runs as. */
    user: string("User"),
    /** Stop the group's other tasks when this one ends. */
    leader: bool("Leader", { default: false }),
    /** The purpose that Nomad runs the task for, such as `connect-proxy:<service>`; Nomad sets it. */
    kind: string("Kind", { since: "0.10.0" }),
    /** Signal that asks the task to stop. */
    kill_signal: string("KillSignal", { usual: signals, absent: "SIGINT; with docker what the image says" }),
    /** How long the task may take to stop after its signal. */
    kill_timeout: duration("KillTimeout", { default: "5s", filledInBy: ["api", "server"], byValue: false }),
    /** How long to wait between deregistering the services and stopping the task. */
    shutdown_delay: duration("ShutdownDelay", { default: "0s" }),
    /** When the task runs, relative to the group's main tasks. */
    lifecycle: one("Lifecycle", lifecycle, { since: "0.11.0" }),
    /** Times at which the task runs (Nomad Enterprise). */
    schedule: one("Schedule", schedule, { since: "1.8.0" }),
    /** A condition on the node. */
    constraint: list("Constraints", constraint, { emptiedBy: "server" }),
    /** A wish about the node. */
    affinity: list("Affinities", affinity, { emptiedBy: "server", since: "0.9.0" }),
    /** Something to fetch before the task starts. */
    artifact: list("Artifacts", artifact, { emptiedBy: "server" }),
    /** Where a dispatched payload is put. */
    dispatch_payload: one("DispatchPayload", dispatchPayload),
    /** The driver's configuration. */
    config: body("Config", { emptiedBy: "server" }),
    /** Environment variables of the task. */
    env: stringMap("Env", { form: "block or attribute", emptiedBy: "server" }),
    /** A file or environment to render. */
    template: list("Templates", template, { emptiedBy: "server" }),
    /** A volume of the group that the task sees. */
    volume_mount: list("VolumeMounts", volumeMount, { emptiedBy: "server", since: "0.10.0" }),
    /** Makes the task a CSI plugin. */
    csi_plugin: one("CSIPluginConfig", csiPlugin, { since: "0.11.0" }),
    /** A secret to fetch before the task starts. */
    secret: labelled("Secrets", secret, { emptiedBy: "server", since: "1.11.0" }),
    /** Vault token of the task. */
    vault: one("Vault", vault),
    /** Consul that the task talks to. */
    consul: one("Consul", consul, { since: "1.7.0" }),
    /** A workload identity of the task. */
    identity: list("Identities", identity, { nullItem: "none", since: "1.5.0" }),
    /** The resources of its node that the task may use. */
    resources: one("Resources", resources, { default: {} }),
    /** How the autoscaler sizes the task (Nomad Enterprise). */
    scaling: labelled("ScalingPolicies", taskScaling, {
      asWritten: true,
      emptiedBy: "server",
      since: "1.0.0",
    }),
    /** How a failed task is started again, beside the group's policy. */
    restart: one("RestartPolicy", restart, { absent: "the group's", since: "0.11.0" }),
    /** How the task's output is kept. */
    logs: one("LogConfig", logs, { default: {} }),
    /** A service that the task offers. */
    service: list("Services", service, { emptiedBy: "server" }),
    /** A command that can be run in the task on request. */
    action: labelled("Actions", action, { emptiedBy: "server", since: "1.7.0" }),
    /** Metadata, in the task's environment as `NOMAD_META_<key>`. */
    meta: stringMap("Meta", { form: "block or attribute", emptiedBy: "server" }),
    /** The identity that Nomad itself accepts; HCL writes it among the others. */
    default_identity: one("Identity", identity, { apiOnly: true, since: "1.5.0" }),
  },
  {
    label: "Name",
    byValue: true,
    configs: driverConfigs,
    afterRead: readIdentities,
    beforeWrite: writeIdentities,
    canonicalize: canonicalizeTask,
    store: storeTask,
  },
);

/** A program that a driver runs: the unit of work. */
export const task: TaskBlock = definition;

/** @see hashicorp/nomad api/tasks.go Task (2.0.5) */
export interface TaskBlock extends Named<typeof definition> {}
