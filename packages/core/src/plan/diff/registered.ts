import type { ApiJob } from "../../jobspec/api-job.ts";
import { asStored } from "../../jobspec/canonicalize/as-stored.ts";
import type { HubObject } from "../../jobspec/schema/_define.ts";
import { blockOf, blocksOf, isAbsent, isAtLeast, textOf } from "../../jobspec/schema/_hub.ts";

/**
 * A job as a server has it that took it: `asStored`, and the scaling policies of its groups numbered. A server numbers a
 * policy when it takes a job with a policy that is new or another, and not when the policy is the one that it has; so does
 * the plan with what is submitted.
 * @see hashicorp/nomad nomad/state/state_store.go UpsertScalingPoliciesTxn (2.0.5)
 */
export function registered(job: ApiJob): ApiJob {
  const stored = asStored(job);
  const given: readonly (HubObject | undefined)[] = blocksOf({ ...job }, "TaskGroups");
  for (const [index, group] of blocksOf({ ...stored }, "TaskGroups").entries()) {
    const policy = blockOf(group, "Scaling");
    if (policy !== undefined && isNumbered(blockOf(given[index] ?? {}, "Scaling"))) policy["ModifyIndex"] = 1;
  }
  return stored;
}

/** A server that has it unnumbered answers its identity and 0; one that was only written will be numbered. */
function isNumbered(policy: Readonly<HubObject> | undefined): boolean {
  return (
    textOf(policy, "ID") === "" || isAbsent(policy?.["ModifyIndex"]) || isAtLeast(policy["ModifyIndex"], 1)
  );
}
