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
} from "./_define.ts";
import { blockOf, blocksOf } from "./_hub.ts";
import { action } from "./action.ts";
import { affinity } from "./affinity.ts";
import { artifact } from "./artifact.ts";
import { constraint } from "./constraint.ts";
import { consul } from "./consul.ts";
import { csiPlugin } from "./csi-plugin.ts";
import { dispatchPayload } from "./dispatch-payload.ts";
import { driverConfigs } from "./drivers/drivers.ts";
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
import { volumeMount } from "./volume-mount.ts";

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

const definition = block(
  "Task",
  {
    /** Name of the task, unique in its group. */
    name: string("Name", { apiOnly: true }),
    /** Driver that runs the task, such as `docker` or `exec`. */
    driver: string("Driver", { required: true }),
    /** User that the task runs as. */
    user: string("User"),
    /** Stop the group's other tasks when this one ends. */
    leader: bool("Leader", { default: false }),
    /** What Nomad runs the task for, such as `connect-proxy:<service>`; Nomad sets it. */
    kind: string("Kind", { since: "0.10.0" }),
    /** Signal that asks the task to stop. */
    kill_signal: string("KillSignal", { default: "SIGINT; with docker what the image says" }),
    /** How long the task may take to stop after its signal. */
    kill_timeout: duration("KillTimeout", { default: "5s", byValue: false }),
    /** How long to wait between deregistering the services and stopping the task. */
    shutdown_delay: duration("ShutdownDelay", { default: "0s" }),
    /** When the task runs, relative to the group's main tasks. */
    lifecycle: one("Lifecycle", lifecycle, { since: "0.11.0" }),
    /** Times at which the task runs (Nomad Enterprise). */
    schedule: one("Schedule", schedule, { since: "1.8.0" }),
    /** A condition on the node. */
    constraint: list("Constraints", constraint),
    /** A wish about the node. */
    affinity: list("Affinities", affinity, { since: "0.9.0" }),
    /** Something to fetch before the task starts. */
    artifact: list("Artifacts", artifact),
    /** Where a dispatched payload is put. */
    dispatch_payload: one("DispatchPayload", dispatchPayload),
    /** The driver's configuration. */
    config: body("Config"),
    /** Environment variables of the task. */
    env: stringMap("Env", { form: "block or attribute" }),
    /** A file or environment to render. */
    template: list("Templates", template),
    /** A volume of the group that the task sees. */
    volume_mount: list("VolumeMounts", volumeMount, { since: "0.10.0" }),
    /** Makes the task a CSI plugin. */
    csi_plugin: one("CSIPluginConfig", csiPlugin, { since: "0.11.0" }),
    /** A secret to fetch before the task starts. */
    secret: labelled("Secrets", secret, { since: "1.11.0" }),
    /** Vault token of the task. */
    vault: one("Vault", vault),
    /** Consul that the task talks to. */
    consul: one("Consul", consul, { since: "1.7.0" }),
    /** A workload identity of the task. */
    identity: list("Identities", identity, { since: "1.5.0" }),
    /** What the task may use of its node. */
    resources: one("Resources", resources),
    /** How the autoscaler sizes the task (Nomad Enterprise). */
    scaling: labelled("ScalingPolicies", taskScaling, { since: "1.0.0" }),
    /** How a failed task is started again, beside the group's policy. */
    restart: one("RestartPolicy", restart, { since: "0.11.0" }),
    /** How the task's output is kept. */
    logs: one("LogConfig", logs),
    /** A service that the task offers. */
    service: list("Services", service),
    /** A command that can be run in the task on request. */
    action: labelled("Actions", action, { since: "1.7.0" }),
    /** Metadata, in the task's environment as `NOMAD_META_<key>`. */
    meta: stringMap("Meta", { form: "block or attribute" }),
    /** The identity that Nomad itself accepts; HCL writes it among the others. */
    default_identity: one("Identity", identity, { apiOnly: true, since: "1.5.0" }),
  },
  {
    label: "Name",
    byValue: true,
    configs: driverConfigs,
    afterRead: readIdentities,
    beforeWrite: writeIdentities,
  },
);

/** A program that a driver runs: the unit of work. */
export const task: TaskBlock = definition;

/** @see hashicorp/nomad api/tasks.go Task (2.0.5) */
export interface TaskBlock extends Named<typeof definition> {}
