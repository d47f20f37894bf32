// @ts-check

/** The fields that following reads; the recordings keep no others. */
const fields = {
  evaluations: [
    ..."ID JobID Type TriggeredBy Status StatusDescription DeploymentID JobModifyIndex CreateIndex".split(
      " ",
    ),
    ..."NextEval BlockedEval WaitUntil FailedTGAllocs PlanAnnotations".split(" "),
  ],
  deployments: "ID JobVersion JobSpecModifyIndex CreateIndex Status StatusDescription TaskGroups".split(" "),
  allocations: [
    ..."ID Name TaskGroup JobVersion EvalID NodeID NodeName ClientStatus ClientDescription DesiredStatus".split(
      " ",
    ),
    ..."DesiredDescription DeploymentStatus NextAllocation FollowupEvalID CreateIndex TaskStates".split(" "),
  ],
  job: "ID Type Version Status Stop JobModifyIndex TaskGroups".split(" "),
  group: "Name Count".split(" "),
  taskState: "State Failed Restarts StartedAt Events".split(" "),
  event: "Type Time DisplayMessage Details".split(" "),
};

/**
 * @param {"evaluations" | "deployments" | "allocations" | "job"} kind
 * @param {any} body
 */
export function trim(kind, body) {
  if (kind === "job") {
    const job = pick(body, fields.job);
    return {
      ...job,
      TaskGroups: body.TaskGroups.map((/** @type {any} */ group) => pick(group, fields.group)),
    };
  }
  // The server's order is by random id: sorted, the files read like a story.
  return body.toSorted(byCreation).map((/** @type {any} */ item) => {
    const kept = pick(item, fields[kind]);
    if (kind !== "allocations" || !item.TaskStates) return kept;
    const states = Object.entries(item.TaskStates).map(([task, state]) => [task, trimTaskState(state)]);
    return { ...kept, TaskStates: Object.fromEntries(states) };
  });
}

/** @param {any} state */
function trimTaskState(state) {
  const events = (state.Events ?? []).map((/** @type {any} */ event) => pick(event, fields.event));
  return { ...pick(state, fields.taskState), Events: events };
}

/**
 * @param {any} object
 * @param {readonly string[]} names
 */
function pick(object, names) {
  return Object.fromEntries(
    names.filter((name) => object[name] !== undefined).map((name) => [name, object[name]]),
  );
}

/** @param {any} a @param {any} b */
function byCreation(a, b) {
  return a.CreateIndex - b.CreateIndex;
}
