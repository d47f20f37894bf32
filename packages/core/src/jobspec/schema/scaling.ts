import {
  block,
  body,
  bool,
  int,
  oneOf,
  string,
  stringMap,
  type HubObject,
  type Named,
  type Within,
  uint64,
} from "./_define.ts";
import { fillIn, leaveOut, textOf } from "./_hub.ts";

const limits = {
  /** Let the autoscaler act. */
  enabled: bool("Enabled", { default: true, byValue: false }),
  /** Least count. */
  min: int("Min", { absent: "the group's count", byValue: false }),
} as const;

const policy = {
  /** The policy, in the autoscaler's own terms. */
  policy: body("Policy"),
} as const;

const managed = {
  /** Identity of the policy; Nomad sets it. */
  id: string("ID", { apiOnly: true, stored: "own" }),
  /** Namespace of the policy; Nomad sets it. */
  namespace: string("Namespace", { apiOnly: true, stored: "never" }),
  /** The object that is scaled; Nomad sets it. */
  target: stringMap("Target", { apiOnly: true }),
  /** Raft index at which the policy was made; Nomad sets it. */
  create_index: uint64("CreateIndex", { apiOnly: true, stored: "own" }),
  /** Raft index of the policy's last change; Nomad sets it. */
  modify_index: uint64("ModifyIndex", { apiOnly: true, stored: "own" }),
} as const;

/**
 * Fills in what the API package leaves open, and says what is scaled. A policy without a maximum is kept with one that
 * no validation lets pass.
 * @see hashicorp/nomad command/agent/job_endpoint.go ApiScalingPolicyToStructs, nomad/structs/structs.go
 *   ScalingPolicy.Canonicalize (2.0.5)
 */
function storeScaling(hub: HubObject, { job, group, task }: Within): void {
  fillIn(hub, "Enabled", true);
  fillIn(hub, "Min", 0);
  fillIn(hub, "Max", -1);
  if (textOf(hub, "Type") === "") hub["Type"] = "horizontal";
  hub["Target"] = {
    Namespace: textOf(job, "Namespace"),
    Job: textOf(job, "ID"),
    Group: textOf(group, "Name"),
    ...(task === undefined ? {} : { Task: textOf(task, "Name") }),
  };
}

const scalingDefinition = block(
  "ScalingPolicy",
  {
    ...limits,
    /** Greatest count. */
    max: int("Max", { required: true, requiredInHcl: true, byValue: false }),
    /** Kind of scaling; a group knows one. */
    type: oneOf("Type", ["horizontal"], {
      default: "horizontal",
      filledInBy: ["parser", "api"],
      since: "1.0.0",
    }),
    ...policy,
    ...managed,
  },
  {
    byValue: true,
    // Nomad's parser takes an empty type for none, too.
    afterRead: (hub) => {
      if (hub["Type"] === "") delete hub["Type"];
      fillIn(hub, "Type", "horizontal");
    },
    beforeWrite: (hub) => leaveOut(hub, { Type: "horizontal" }),
    canonicalize: (hub, { group }) => fillIn(hub, "Min", group?.["Count"]),
    store: storeScaling,
  },
);

/** How the Nomad Autoscaler changes the count of a group. */
export const scaling: ScalingBlock = scalingDefinition;

/** @see hashicorp/nomad api/scaling.go ScalingPolicy (2.0.5) */
export interface ScalingBlock extends Named<typeof scalingDefinition> {}

const typeByLabel: Readonly<Record<string, string>> = { cpu: "vertical_cpu", mem: "vertical_mem" };

/**
 * Turns the label into the type of scaling.
 * @see hashicorp/nomad jobspec2/hcl_conversions.go decodeTaskScalingPolicies (2.0.5)
 */
function readTaskScaling(hub: HubObject): void {
  const label = String(hub["Label"]).toLowerCase();
  delete hub["Label"];
  if (hub["Type"] === "") delete hub["Type"];
  fillIn(hub, "Type", typeByLabel[label] ?? label);
}

function writeTaskScaling(hub: Readonly<HubObject>): HubObject {
  const label = Object.keys(typeByLabel).find((name) => typeByLabel[name] === hub["Type"]);
  return label === undefined ? { ...hub } : { Label: label, ...leaveOut(hub, { Type: hub["Type"] }) };
}

const taskScalingDefinition = block(
  "ScalingPolicy",
  {
    ...limits,
    /** Greatest count. */
    max: int("Max", { required: true, byValue: false }),
    /** Kind of scaling; the label says it. */
    type: oneOf("Type", ["vertical_cpu", "vertical_mem"], { absent: "what the label says" }),
    ...policy,
    ...managed,
  },
  {
    label: "Label",
    labels: ["cpu", "mem"],
    byValue: true,
    afterRead: readTaskScaling,
    beforeWrite: writeTaskScaling,
    store: storeScaling,
  },
);

/** How the Nomad Autoscaler sizes a task: `scaling "cpu"` or `scaling "mem"` (Nomad Enterprise). */
export const taskScaling: TaskScalingBlock = taskScalingDefinition;

/** @see hashicorp/nomad api/scaling.go ScalingPolicy (2.0.5) */
export interface TaskScalingBlock extends Named<typeof taskScalingDefinition> {}
