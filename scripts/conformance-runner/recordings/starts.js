// @ts-check

/**
 * @typedef {object} Exchange
 * @property {number} at_ms
 * @property {{ method: string, path: string, body: any }} request
 * @property {{ status: number, headers: Record<string, string>, body: any }} response
 *
 * @typedef {object} Start what a command that made this request would follow
 * @property {number} line index of the exchange
 * @property {string} [jobId]
 * @property {string} [evaluationId]
 * @property {string} [deploymentId]
 * @property {boolean} stops
 */

/**
 * The changes in a recording that start something, in their order. A refused one starts nothing; pausing a deployment
 * starts nothing either.
 * @param {readonly Exchange[]} exchanges
 * @returns {Start[]}
 */
export function startsOf(exchanges) {
  return exchanges.flatMap(({ request, response }, line) => {
    if (response.status !== 200) return [];
    const path = request.path.split("?")[0] ?? "";
    const evaluationId = response.body?.EvalID;
    if (request.method === "DELETE") {
      return [{ line, jobId: jobIn(path), evaluationId, stops: true }];
    }
    if (request.method !== "POST") return [];
    if (path === "/v1/jobs") return [{ line, jobId: request.body.Job.ID, evaluationId, stops: false }];
    if (path.endsWith("/dispatch")) {
      // A repeated dispatch starts nothing new; its job is followed as it is.
      const jobId = response.body.DispatchedJobID;
      return [{ line, jobId, ...(evaluationId && { evaluationId }), stops: false }];
    }
    // The answer of a launch does not name the job.
    if (path.endsWith("/periodic/force")) return [{ line, evaluationId, stops: false }];
    if (/^\/v1\/job\/.+\/(revert|scale|evaluate)$/.test(path)) {
      return [{ line, jobId: jobIn(path), evaluationId, stops: false }];
    }
    const deploymentId = /^\/v1\/deployment\/(?:promote|fail|pause)\/([^/]+)$/.exec(path)?.[1];
    if (deploymentId === undefined || evaluationId === "") return [];
    return [
      { line, jobId: jobOfDeployment(exchanges, deploymentId), evaluationId, deploymentId, stops: false },
    ];
  });
}

/** @param {string} path */
export function jobIn(path) {
  return decodeURIComponent(/^\/v1\/job\/(.+?)(\/[a-z]+)?$/.exec(path)?.[1] ?? "");
}

/**
 * @param {readonly Exchange[]} exchanges
 * @param {string} id
 */
function jobOfDeployment(exchanges, id) {
  for (const { response } of exchanges) {
    const found = Array.isArray(response.body) && response.body.find((item) => item.ID === id);
    if (found) return found.JobID;
  }
  return undefined;
}
