import { defaultPlace } from "../job-place.ts";
import {
  block,
  bool,
  int,
  labelled,
  list,
  one,
  oneOf,
  string,
  stringMap,
  strings,
  type HubObject,
  type Named,
  uint64,
} from "./_define.ts";
import { blockOf, blocksOf, fillIn, isAbsent, isAtLeast, textOf } from "./_hub.ts";
import { affinity } from "./affinity.ts";
import { constraint } from "./constraint.ts";
import { group } from "./group.ts";
import { migrate } from "./migrate.ts";
import { multiregion } from "./multiregion.ts";
import { parameterized } from "./parameterized.ts";
import { periodic } from "./periodic.ts";
import { reschedule } from "./reschedule.ts";
import { secret } from "./secret.ts";
import { spread } from "./spread.ts";
import { task } from "./task.ts";
import { ui } from "./ui.ts";
import { update } from "./update.ts";
import { vault } from "./vault.ts";
import { versionTag } from "./version-tag.ts";

/**
 * Takes identity and name from the label, makes each task that stands alone a group of its own, before the other
 * groups, and hands the job's `vault` and `secret` blocks to the tasks.
 * @see hashicorp/nomad jobspec2/parse_job.go normalizeJob (2.0.5)
 */
function readJob(hub: HubObject): void {
  fillIn(hub, "ID", hub["Label"]);
  fillIn(hub, "Name", hub["Label"]);
  const alone = blocksOf(hub, "Tasks").map((item) => ({ Name: item["Name"], Tasks: [item] }));
  const shared = blockOf(hub, "Vault");
  const secrets = blocksOf(hub, "Secrets");
  for (const field of ["Label", "Tasks", "Vault", "Secrets"]) delete hub[field];
  if (alone.length > 0) hub["TaskGroups"] = [...alone, ...blocksOf(hub, "TaskGroups")];
  for (const item of blocksOf(hub, "TaskGroups").flatMap((owner) => blocksOf(owner, "Tasks"))) {
    if (shared !== undefined && isAbsent(item["Vault"])) item["Vault"] = { ...shared };
    if (secrets.length > 0) item["Secrets"] = [...blocksOf(item, "Secrets"), ...secrets];
  }
}

function writeJob(hub: Readonly<HubObject>): HubObject {
  const { ID: id, Name: name, ...rest } = hub;
  return { Label: id, ...(isAbsent(name) || name === id ? {} : { Name: name }), ...rest };
}

/** @see hashicorp/nomad api/jobs.go Job.Canonicalize (2.0.5) */
function canonicalizeJob(hub: HubObject): void {
  fillIn(hub, "Name", textOf(hub, "ID"));
  fillIn(hub, "NodePool", "");
}

/**
 * Of the job's update only the batches are kept: the groups have the rest.
 * @see hashicorp/nomad command/agent/job_endpoint.go ApiJobToStructJob (2.0.5)
 */
function storeJob(hub: HubObject): void {
  const { MaxParallel, Stagger } = blockOf(hub, "Update") ?? {};
  hub["Update"] = isAtLeast(MaxParallel, 1) ? { MaxParallel, Stagger } : {};
}

const definition = block(
  "Job",
  {
    /** Region to run in; an agent takes `global` for its own. */
    region: string("Region", { default: defaultPlace.region }),
    /** Namespace to run in. */
    namespace: string("Namespace", { default: defaultPlace.namespace, filledInBy: ["api", "server"] }),
    /** Identity of the job in its namespace, instead of the label. */
    id: string("ID", { default: "", absent: "the label" }),
    /** Name to show, instead of the label. */
    name: string("Name", { absent: "the label" }),
    /** The kind of work, which decides how it is scheduled. */
    type: oneOf("Type", ["service", "batch", "system", "sysbatch"], { default: "service" }),
    /** Importance from 1 to 100; higher ones are scheduled first and may preempt. */
    priority: int("Priority", { default: 50, filledInBy: ["api", "server"] }),
    /** Datacenters to run in; `*` stands for any letters. */
    datacenters: strings("Datacenters", { default: ["*"], filledInBy: ["server"] }),
    /** Node pool to run in. */
    node_pool: string("NodePool", { default: "default", filledInBy: ["server"], since: "1.6.0" }),
    /** Place all allocations at once or none. */
    all_at_once: bool("AllAtOnce", { default: false }),
    /** The description and links that the web UI shows with the job. */
    ui: one("UI", ui, { since: "1.8.0" }),
    /** Run at set times. */
    periodic: one("Periodic", periodic),
    /** Run when dispatched. */
    parameterized: one("ParameterizedJob", parameterized),
    /** Run in several regions (Nomad Enterprise). */
    multiregion: one("Multiregion", multiregion, { since: "0.12.0" }),
    /** A condition on the nodes. */
    constraint: list("Constraints", constraint, { emptiedBy: "server" }),
    /** A wish about the nodes. */
    affinity: list("Affinities", affinity, { emptiedBy: "server", since: "0.9.0" }),
    /** How allocations are distributed over the nodes. */
    spread: list("Spreads", spread, { emptiedBy: "server", since: "0.9.0" }),
    /** How a new version is rolled out. */
    update: one("Update", update, { defaultByType: { service: {}, system: {} }, stored: "value" }),
    /** How allocations leave draining nodes, for groups that do not say it. */
    migrate: one("Migrate", migrate, { asWritten: true, stored: "never", since: "0.8.0" }),
    /** How failed allocations move to another node, for groups that do not say it. */
    reschedule: one("Reschedule", reschedule, { asWritten: true, stored: "never", since: "0.8.0" }),
    /** Vault token of the tasks that do not say it themselves. */
    vault: one("Vault", vault, { sugar: true }),
    /** A secret that every task of the job gets. */
    secret: labelled("Secrets", secret, { sugar: true, since: "1.11.0" }),
    /** Metadata, in the tasks' environment as `NOMAD_META_<key>`. */
    meta: stringMap("Meta", { form: "block or attribute", emptiedBy: "server" }),
    /** A task that is a group of its own. */
    task: labelled("Tasks", task, { sugar: true }),
    /** A group of tasks. */
    group: labelled("TaskGroups", group, { emptiedBy: "server" }),

    /** Whether the job was stopped. */
    stop: bool("Stop", { default: false, apiOnly: true }),
    /** Job that this one was launched or dispatched from. */
    parent_id: string("ParentID", { default: "", apiOnly: true, stored: "own" }),
    /** Whether the job was made by a dispatch. */
    dispatched: bool("Dispatched", { apiOnly: true, stored: "own", byValue: true }),
    /** Token by which a repeated dispatch is recognized. */
    dispatch_idempotency_token: string("DispatchIdempotencyToken", { apiOnly: true, stored: "own" }),
    /** Payload of the dispatch, in base64. */
    payload: string("Payload", { stored: "pointer", apiOnly: true }),
    /** Consul namespace of the one who submitted the job. */
    consul_namespace: string("ConsulNamespace", { default: "", stored: "own", apiOnly: true }),
    /** Vault namespace of the one who submitted the job. */
    vault_namespace: string("VaultNamespace", { default: "", apiOnly: true }),
    /** Accessor of the ACL token that submitted the job. */
    nomad_token_id: string("NomadTokenID", { default: "", stored: "own", apiOnly: true }),
    /** State of the job: `pending`, `running` or `dead`. */
    status: string("Status", { default: "", stored: "own", apiOnly: true }),
    /** Reason of the state. */
    status_description: string("StatusDescription", { default: "", stored: "own", apiOnly: true }),
    /** Whether the version was deployed with success. */
    stable: bool("Stable", { default: false, stored: "own", apiOnly: true }),
    /** Version of the job, from 0. */
    version: uint64("Version", { default: 0, apiOnly: true }),
    /** When the version was submitted, in nanoseconds since 1970. */
    submit_time: int("SubmitTime", { stored: "own", apiOnly: true }),
    /** Raft index at which the job was made. */
    create_index: uint64("CreateIndex", { default: 0, stored: "own", apiOnly: true }),
    /** Raft index of the job's last change of any kind. */
    modify_index: uint64("ModifyIndex", { default: 0, stored: "own", apiOnly: true }),
    /** Raft index of the last change that a user made. */
    job_modify_index: uint64("JobModifyIndex", { default: 0, stored: "own", apiOnly: true }),
    /** Tag of the version. */
    version_tag: one("VersionTag", versionTag, { apiOnly: true, since: "1.9.0" }),
  },
  {
    label: "Label",
    afterRead: readJob,
    beforeWrite: writeJob,
    canonicalize: canonicalizeJob,
    store: storeJob,
  },
);

/** A job: what Nomad is told to run. */
export const job: JobBlock = definition;

/** @see hashicorp/nomad api/jobs.go Job (2.0.5) */
export interface JobBlock extends Named<typeof definition> {}
