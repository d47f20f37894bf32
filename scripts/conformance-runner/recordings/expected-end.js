// @ts-check
// The end of a flow as the recording shows it, in hindsight: the last word of every object is looked up first, then the
// line at which everything that makes it the end had been answered.
import { jobIn } from "./starts.js";

/**
 * @typedef {import("./starts.js").Exchange} Exchange
 * @typedef {import("./starts.js").Start} Start
 * @typedef {{ job?: any, gone: boolean, evaluations: any[], deployments: any[], allocations?: any[] }} Known
 */

/**
 * The line at which the end of `start` is known, and its exit code; `undefined` when the recording does not show one.
 * @param {readonly Exchange[]} exchanges
 * @param {Start} start
 * @returns {{ line: number, exitCode: 0 | 4 } | undefined}
 */
export function expectedEnd(exchanges, start) {
  if (start.evaluationId === "") return { line: start.line, exitCode: 0 };
  const evaluation = lastWord(exchanges, start.evaluationId);
  const jobId = start.jobId ?? evaluation?.JobID;
  if (jobId === undefined || evaluation === undefined) return undefined;
  const first = (/** @type {(known: Known) => boolean} */ holds) =>
    firstLine(exchanges, jobId, start.line, holds);
  const evaluated = (/** @type {Known} */ { evaluations }) =>
    statusOf(evaluations, evaluation.ID) === "complete";

  if (start.stops) {
    const line = first(
      (known) => evaluated(known) && (known.gone || known.allocations?.every(hasEnded) === true),
    );
    return end(line, 0);
  }
  const deployment = deploymentOf(exchanges, start, evaluation);
  if (deployment !== undefined) {
    const closed = (/** @type {Known} */ known) =>
      statusOf(known.deployments, deployment.ID) === deployment.Status &&
      (start.deploymentId !== undefined || evaluated(known));
    return endOfDeployment(exchanges, jobId, deployment, evaluation, closed, first);
  }
  return evaluation.Type === "service" || evaluation.Type === "system"
    ? endOfService(evaluation, first, evaluated)
    : endOfBatch(evaluation, first, evaluated);
}

/**
 * The line at which the recording first shows instances that found no node.
 * @param {readonly Exchange[]} exchanges
 * @param {Start} start
 */
export function expectedBlock(exchanges, start) {
  const evaluation = lastWord(exchanges, start.evaluationId);
  if (evaluation === undefined || start.stops) return undefined;
  return firstLine(exchanges, evaluation.JobID, start.line, ({ evaluations }) => {
    const own = evaluations.find(({ ID }) => ID === evaluation.ID);
    const failed = own?.Status === "complete" && Object.keys(own.FailedTGAllocs ?? {}).length > 0;
    return failed || (own !== undefined && evaluations.some((other) => waitsFor(other, evaluation)));
  });
}

/**
 * The line at which all canaries that a person has to promote are healthy; `undefined` where there are none.
 * @param {readonly Exchange[]} exchanges
 * @param {Start} start
 */
export function expectedPromotable(exchanges, start) {
  const evaluation = lastWord(exchanges, start.evaluationId);
  if (evaluation === undefined || start.deploymentId !== undefined) return undefined;
  const deployment = deploymentOf(exchanges, start, evaluation);
  if (deployment === undefined) return undefined;
  return firstLine(exchanges, evaluation.JobID, start.line, ({ deployments, evaluations }) => {
    const groups = Object.values(deployments.find(({ ID }) => ID === deployment.ID)?.TaskGroups ?? {});
    const canaries = groups.filter(
      (group) => group.DesiredCanaries > 0 && !group.Promoted && !group.AutoPromote,
    );
    return (
      statusOf(evaluations, evaluation.ID) === "complete" &&
      canaries.length > 0 &&
      canaries.every((group) => group.HealthyAllocs >= group.DesiredCanaries)
    );
  });
}

/**
 * @param {readonly Exchange[]} exchanges
 * @param {string} jobId
 * @param {any} deployment its last word
 * @param {any} evaluation its last word
 * @param {(known: Known) => boolean} closed
 * @param {(holds: (known: Known) => boolean) => number | undefined} first
 * @returns {{ line: number, exitCode: 0 | 4 } | undefined}
 */
function endOfDeployment(exchanges, jobId, deployment, evaluation, closed, first) {
  const groups = Object.values(deployment.TaskGroups);
  switch (deployment.Status) {
    case "successful": {
      // "Successful" with nothing wanted, because no node would do, is no success.
      const nothingPlaced =
        evaluation.FailedTGAllocs && groups.every(({ DesiredTotal }) => DesiredTotal === 0);
      // A deployment stays successful for ever: what its allocations do decides.
      return nothingPlaced
        ? undefined
        : end(
            first((known) => closed(known) && runs(known, deployment)),
            0,
          );
    }
    case "cancelled": {
      const changed = (/** @type {Known} */ { job, gone }) =>
        gone || job?.Stop || job?.Version > deployment.JobVersion;
      return end(
        first((known) => closed(known) && changed(known)),
        4,
      );
    }
    case "failed": {
      if (!/ - rolling back to job version \d+$/.test(deployment.StatusDescription))
        return end(first(closed), 4);
      const version = deployment.JobVersion + 1;
      const next = lastList(exchanges, jobId, "deployments").find(({ JobVersion }) => JobVersion === version);
      const settled = (/** @type {Known} */ known) => {
        if (next !== undefined) return statusOf(known.deployments, next.ID) === next.Status;
        const allocations = (known.allocations ?? []).filter(({ JobVersion }) => JobVersion === version);
        return allocations.length > 0 && allocations.every(({ ClientStatus }) => ClientStatus === "running");
      };
      return end(
        first((known) => closed(known) && settled(known)),
        4,
      );
    }
    default:
      return undefined;
  }
}

/**
 * Whether as many allocations of the deployment's version run as it wants.
 * @param {Known} known
 * @param {any} deployment
 */
function runs({ allocations = [] }, { JobVersion, TaskGroups }) {
  return Object.entries(TaskGroups).every(
    ([group, { DesiredTotal }]) =>
      allocations.filter(
        (each) =>
          each.TaskGroup === group && each.JobVersion === JobVersion && each.ClientStatus === "running",
      ).length >= DesiredTotal,
  );
}

/**
 * @param {number | undefined} line
 * @param {0 | 4} exitCode
 */
function end(line, exitCode) {
  return line === undefined ? undefined : { line, exitCode };
}

/**
 * A service without a deployment: as many run as its evaluation meant to place.
 * @param {any} evaluation
 * @param {(holds: (known: Known) => boolean) => number | undefined} first
 * @param {(known: Known) => boolean} evaluated
 * @returns {{ line: number, exitCode: 0 | 4 } | undefined}
 */
function endOfService(evaluation, first, evaluated) {
  if (evaluation.FailedTGAllocs) return undefined;
  const updates = Object.values(evaluation.PlanAnnotations?.DesiredTGUpdates ?? {});
  const wanted = updates.reduce(
    (sum, { Place, Ignore, InPlaceUpdate }) => sum + Place + Ignore + InPlaceUpdate,
    0,
  );
  const line = first((known) => {
    if (!evaluated(known) || known.allocations === undefined) return false;
    // Where nothing is wanted any more, what there was has to have ended.
    if (wanted === 0) return known.allocations.every(hasEnded);
    const own = known.allocations.filter(({ EvalID }) => EvalID === evaluation.ID);
    return own.filter(({ ClientStatus }) => ClientStatus === "running").length >= wanted;
  });
  return end(line, 0);
}

/**
 * A batch or sysbatch job: dead, and none of its allocations goes on; or stopped meanwhile.
 * @param {any} evaluation
 * @param {(holds: (known: Known) => boolean) => number | undefined} first
 * @param {(known: Known) => boolean} evaluated
 * @returns {{ line: number, exitCode: 0 | 4 } | undefined}
 */
function endOfBatch(evaluation, first, evaluated) {
  let exitCode = /** @type {0 | 4} */ (0);
  const line = first((known) => {
    const { job, gone, allocations = [] } = known;
    if (!evaluated(known)) return false;
    const stopped = gone || (job?.Stop && job.JobModifyIndex > evaluation.JobModifyIndex);
    const newest = allocations.filter(({ NextAllocation }) => !NextAllocation);
    exitCode = stopped || newest.some(({ ClientStatus }) => ClientStatus !== "complete") ? 4 : 0;
    return stopped || (job?.Status === "dead" && newest.every(hasEnded));
  });
  return end(line, exitCode);
}

/**
 * The deployment that a change made, or, where it changed nothing, the one that is there already.
 * @param {readonly Exchange[]} exchanges
 * @param {Start} start
 * @param {any} evaluation
 */
function deploymentOf(exchanges, start, evaluation) {
  const id = start.deploymentId ?? evaluation.DeploymentID;
  const deployment = lastList(exchanges, evaluation.JobID, "deployments", id).find(({ ID }) => ID === id);
  const isOwn =
    start.deploymentId !== undefined ||
    evaluation.JobModifyIndex === undefined ||
    evaluation.JobModifyIndex === deployment?.JobSpecModifyIndex;
  return isOwn ? deployment : undefined;
}

/** @param {any} other @param {any} evaluation */
function waitsFor(other, evaluation) {
  return other.Status === "blocked" && other.CreateIndex >= evaluation.CreateIndex;
}

/** @param {any} allocation */
function hasEnded({ ClientStatus }) {
  return ["complete", "failed", "lost"].includes(ClientStatus);
}

/** @param {any[]} items @param {string} id */
function statusOf(items, id) {
  return items.find(({ ID }) => ID === id)?.Status;
}

/**
 * The recording's last state of an evaluation.
 * @param {readonly Exchange[]} exchanges
 * @param {string | undefined} id
 */
function lastWord(exchanges, id) {
  const lists = exchanges.map(({ response }) => response.body).filter(Array.isArray);
  return lists.findLast((list) => list.some(({ ID }) => ID === id))?.find(({ ID }) => ID === id);
}

/**
 * The last answer of a list, or the last one that holds `id`.
 * @param {readonly Exchange[]} exchanges
 * @param {string} jobId
 * @param {string} name
 * @param {string} [id]
 * @returns {any[]}
 */
function lastList(exchanges, jobId, name, id) {
  const isIt = (/** @type {Exchange} */ { request, response }) =>
    endpointOf(request) === name &&
    jobIn(request.path.split("?")[0] ?? "") === jobId &&
    (id === undefined || response.body.some((/** @type {any} */ { ID }) => ID === id));
  return exchanges.findLast(isIt)?.response.body ?? [];
}

/**
 * The first line from `from` on at which `holds` of what had been answered until then.
 * @param {readonly Exchange[]} exchanges
 * @param {string} jobId
 * @param {number} from
 * @param {(known: Known) => boolean} holds
 * @returns {number | undefined}
 */
function firstLine(exchanges, jobId, from, holds) {
  /** @type {Known} */
  const known = { gone: false, evaluations: [], deployments: [] };
  for (const [line, { request, response }] of exchanges.entries()) {
    const endpoint = endpointOf(request);
    if (endpoint !== undefined && jobIn(request.path.split("?")[0] ?? "") === jobId) {
      if (endpoint === "job") {
        known.gone = response.status === 404;
        if (!known.gone) known.job = response.body;
      } else {
        known[endpoint] = response.body;
      }
    }
    if (line >= from && holds(known)) return line;
  }
  return undefined;
}

/**
 * @param {Exchange["request"]} request
 * @returns {"job" | "evaluations" | "deployments" | "allocations" | undefined}
 */
function endpointOf({ method, path }) {
  if (method !== "GET") return undefined;
  const [, , name] = /^\/v1\/job\/([^/?]+)(?:\/([a-z]+))?(?:\?|$)/.exec(path) ?? [path, "", "none"];
  if (name === undefined) return "job";
  return name === "evaluations" || name === "deployments" || name === "allocations" ? name : undefined;
}
