import { isRecord } from "../key-path.ts";
import {
  block,
  bool,
  duration,
  int,
  labelled,
  list,
  map,
  one,
  string,
  stringMap,
  type HubObject,
  type Spelling,
  type Named,
  type Within,
} from "./_define.ts";
import { blockOf, blocksOf, fillIn, isAbsent, isEmpty, isZero, presentOf, textOf } from "./_hub.ts";
import { affinity } from "./affinity.ts";
import { constraint } from "./constraint.ts";
import { consul } from "./consul.ts";
import { disconnect } from "./disconnect.ts";
import { ephemeralDisk } from "./ephemeral-disk.ts";
import { migrate } from "./migrate.ts";
import { network } from "./network.ts";
import { reschedule } from "./reschedule.ts";
import { restart } from "./restart.ts";
import { scaling } from "./scaling.ts";
import { secret } from "./secret.ts";
import { service } from "./service.ts";
import { spread } from "./spread.ts";
import { task } from "./task.ts";
import { update } from "./update.ts";
import { vault } from "./vault.ts";
import { volume } from "./volume.ts";

/**
 * Hands the group's `vault` and `secret` blocks to its tasks. A task keeps a vault of its own; a spec adds the group's
 * secrets to the task's, where Nomad's parser doubles the task's and loses the group's.
 * @see hashicorp/nomad jobspec2/hcl_conversions.go decodeTaskGroup (2.0.5)
 */
function readGroup(hub: HubObject, spelling: Spelling = "spec"): void {
  const shared = blockOf(hub, "Vault");
  const secrets = blocksOf(hub, "Secrets");
  delete hub["Vault"];
  delete hub["Secrets"];
  for (const item of blocksOf(hub, "Tasks")) {
    if (shared !== undefined && isAbsent(item["Vault"])) item["Vault"] = { ...shared };
    if (secrets.length === 0) continue;
    const own = blocksOf(item, "Secrets");
    item["Secrets"] = [...own, ...(own.length > 0 && spelling === "hcl" ? own : secrets)];
  }
}

/** @see hashicorp/nomad jobspec2/hcl_conversions.go decodeTaskGroup (2.0.5) */
function lostOfGroup(hub: Readonly<HubObject>): Readonly<Record<string, string>> {
  const isDoubled = blocksOf(hub, "Tasks").some((item) => blocksOf(item, "Secrets").length > 0);
  return isDoubled
    ? { secret: "A task of the group has secrets of its own: put these into each task, or into the job." }
    : {};
}

/**
 * Decides the count, and lays the group's policies over those of the job.
 * @see hashicorp/nomad api/tasks.go TaskGroup.Canonicalize (2.0.5)
 */
function canonicalizeGroup(hub: HubObject, { job }: Within): void {
  fillIn(hub, "Count", blockOf(hub, "Scaling")?.["Min"]);
  const cluster = blockOf(hub, "Consul");
  if (cluster !== undefined && textOf(cluster, "Namespace") === "") {
    cluster["Namespace"] = textOf(job, "ConsulNamespace");
  }
  const fromJob = blockOf(job, "Update");
  if (blockOf(hub, "Update") !== undefined || !isAllZero(fromJob)) inherit(hub, "Update", fromJob);
  inherit(hub, "ReschedulePolicy", blockOf(job, "Reschedule"));
  inherit(hub, "Migrate", blockOf(job, "Migrate"));
}

/** Field by field, what the group says counts, else what the job says. */
function inherit(hub: HubObject, field: string, fromJob: Readonly<HubObject> | undefined): void {
  if (fromJob === undefined) return;
  hub[field] = { ...presentOf(fromJob), ...presentOf(blockOf(hub, field)) };
}

function isAllZero(policy: Readonly<HubObject> | undefined): boolean {
  return Object.values(policy ?? {}).every((value) => isAbsent(value) || isZero(value));
}

/** The fields that `disconnect` has taken the place of. */
const beforeDisconnect = ["StopAfterClientDisconnect", "MaxClientDisconnect", "PreventRescheduleOnLost"];

/**
 * Volumes of a kind that is not known are dropped, and fields that stand in `disconnect` by now.
 * @see hashicorp/nomad command/agent/job_endpoint.go ApiTgToStructsTG (2.0.5)
 */
function storeGroup(hub: HubObject): void {
  for (const field of beforeDisconnect) delete hub[field];
  // Those of a job stay as they are.
  for (const item of blocksOf(hub, "Spreads")) if (isEmpty(item["SpreadTarget"])) delete item["SpreadTarget"];
  const volumes = Object.entries(blockOf(hub, "Volumes") ?? {});
  if (volumes.length === 0) delete hub["Volumes"];
  const known = volumes.filter(
    ([, item]) => isRecord(item) && (item["Type"] === "host" || item["Type"] === "csi"),
  );
  if (volumes.length > 0) hub["Volumes"] = Object.fromEntries(known);
}

const definition = block(
  "TaskGroup",
  {
    /** Name of the group, unique in its job. */
    name: string("Name", { default: "", apiOnly: true }),
    /** How many allocations of the group run. */
    count: int("Count", { default: 1, absent: "scaling.min" }),
    /** How long to wait between deregistering the group's services and stopping its tasks. */
    shutdown_delay: duration("ShutdownDelay", {
      default: "0s",
      filledInBy: [],
      stored: "pointer",
      since: "0.10.4",
    }),
    /** How long an allocation may run before it is stopped (batch and sysbatch jobs only). */
    max_run_duration: duration("MaxRunDuration", { stored: "pointer", since: "2.0.3" }),
    /** How long a disconnected client keeps allocations running. */
    stop_after_client_disconnect: duration("StopAfterClientDisconnect", {
      stored: "pointer",
      deprecated: "disconnect.stop_on_client_after",
      since: "0.11.2",
      until: "1.9",
    }),
    /** How long a disconnected node's allocations are not lost. */
    max_client_disconnect: duration("MaxClientDisconnect", {
      stored: "pointer",
      deprecated: "disconnect.lost_after",
      since: "1.3.0",
      until: "1.9",
    }),
    /** Do not replace allocations that are lost. */
    prevent_reschedule_on_lost: bool("PreventRescheduleOnLost", {
      deprecated: "disconnect.replace",
      since: "1.7.2",
      until: "1.9",
    }),
    /** A condition on the node. */
    constraint: list("Constraints", constraint, { emptiedBy: "server" }),
    /** A wish about the node. */
    affinity: list("Affinities", affinity, { emptiedBy: "server", since: "0.9.0" }),
    /** How allocations are distributed over the nodes. */
    spread: list("Spreads", spread, { emptiedBy: "server", since: "0.9.0" }),
    /** How the autoscaler changes the count. */
    scaling: one("Scaling", scaling, { since: "0.11.0" }),
    /** How a new version is rolled out, over what the job says. */
    update: one("Update", update),
    /** How allocations leave draining nodes. */
    migrate: one("Migrate", migrate, { defaultByType: { service: {} }, since: "0.8.0" }),
    /** How failed tasks are started again. */
    restart: one("RestartPolicy", restart, { default: {} }),
    /** How failed allocations move to another node. */
    reschedule: one("ReschedulePolicy", reschedule, {
      defaultByType: { service: {}, batch: {} },
      since: "0.8.0",
    }),
    /** The treatment of allocations when the node is disconnected. */
    disconnect: one("Disconnect", disconnect, { since: "1.8.0" }),
    /** Disk space that the tasks share. */
    ephemeral_disk: one("EphemeralDisk", ephemeralDisk, { default: {} }),
    /** A volume that tasks may mount. */
    volume: map("Volumes", volume, { nullItem: "none", since: "0.10.0" }),
    /** Network that the tasks share. */
    network: list("Networks", network, { emptiedBy: "server", since: "0.10.0" }),
    /** Consul that the group's services are registered in. */
    consul: one("Consul", consul, { since: "1.1.0" }),
    /** Vault token of the tasks that do not say it themselves. */
    vault: one("Vault", vault, { sugar: true }),
    /** A secret that every task of the group gets. */
    secret: labelled("Secrets", secret, { sugar: true, since: "1.11.0" }),
    /** A service that the group offers. */
    service: list("Services", service, { emptiedBy: "server", since: "0.10.0" }),
    /** Metadata, in the tasks' environment as `NOMAD_META_<key>`. */
    meta: stringMap("Meta", { form: "block or attribute", emptiedBy: "server" }),
    /** A task of the group. */
    task: labelled("Tasks", task, { emptiedBy: "server" }),
  },
  {
    label: "Name",
    lostInHcl: lostOfGroup,
    afterRead: readGroup,
    canonicalize: canonicalizeGroup,
    store: storeGroup,
  },
);

/** Tasks that run together on one node: the unit of scheduling. */
export const group: GroupBlock = definition;

/** @see hashicorp/nomad api/tasks.go TaskGroup (2.0.5) */
export interface GroupBlock extends Named<typeof definition> {}
