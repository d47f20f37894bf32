// @ts-check
import { library } from "../library.js";
import { jobIn } from "./starts.js";

const nomad = await library("/nomad");

const blockedTimeoutMs = 300_000;

/**
 * The exit code that each end has to lead to.
 * @type {Readonly<Record<string, number>>}
 */
const exitCodes = {
  ...{ healthy: 0, complete: 0, running: 0, "awaiting-promotion": 0, registered: 0, stopped: 0 },
  ...{ "stopped-meanwhile": 4, failed: 4, reverted: 4, superseded: 4, blocked: 5, timeout: 5, unknown: 1 },
};

/** How each kind of request is told from its path, and how its answer is read. */
const endpoints = [
  { kind: "evaluations", path: /^\/v1\/job\/[^/]+\/evaluations$/, item: nomad.evaluation },
  { kind: "deployments", path: /^\/v1\/job\/[^/]+\/deployments$/, item: nomad.deployment },
  { kind: "allocations", path: /^\/v1\/job\/[^/]+\/allocations$/, item: nomad.allocationStub },
  { kind: "job", path: /^\/v1\/job\/[^/]+$/, item: nomad.storedJob },
];

/**
 * Follows `start` with the recorded answers. The recording leaves out answers that equal the one before, so a request
 * is answered at first with the newest answer from before.
 * @param {readonly import("./starts.js").Exchange[]} exchanges
 * @param {import("./starts.js").Start} start
 * @param {"healthy" | "promotable"} until
 */
export async function replay(exchanges, start, until) {
  const { line: first, jobId, evaluationId, deploymentId } = start;
  const at = exchanges[first]?.at_ms ?? 0;
  const follower = nomad.createFollower({ jobId, evaluationId, deploymentId, at, until, blockedTimeoutMs });
  const seen = {
    /** @type {number | undefined} */ line: undefined,
    /** @type {number | undefined} */ exitCode: undefined,
    /** @type {string} */ kind: "open",
    /** @type {number | undefined} */ blockedLine: undefined,
    /** @type {number | undefined} */ exitCodeAtLimit: undefined,
    endedBeforeLimit: false,
  };

  /** Answers from before the start, by query, with the time at which the one before them came. */
  const newest = new Map();
  const asked = new Set();
  for (const [line, exchange] of exchanges.entries()) {
    for (const answer of answersOf(exchange)) {
      const askedAt = newest.get(keyOf(answer.query))?.content.at ?? Math.min(at, exchange.at_ms);
      newest.set(keyOf(answer.query), {
        ...answer,
        content: { ...answer.content, askedAt, at: exchange.at_ms },
      });
      if (line >= first && asked.has(keyOf(answer.query)))
        feed(newest.get(keyOf(answer.query)).content, line);
    }
    if (line < first) continue;
    askAgain(line);
    if (follower.outcome() !== undefined && seen.line === undefined) {
      seen.line = line;
      seen.exitCode = exitCodes[follower.outcome().kind];
      seen.kind = follower.outcome().kind;
    }
  }

  const deadline = follower.deadline();
  if (deadline !== undefined) {
    follower.tick(deadline - 1);
    seen.endedBeforeLimit = follower.outcome() !== undefined;
    follower.tick(deadline);
    seen.exitCodeAtLimit = exitCodes[follower.outcome()?.kind];
  }
  return seen;

  /** @param {number} line */
  function askAgain(line) {
    for (let open = true; open;) {
      open = false;
      for (const query of follower.needs()) {
        const known = newest.get(keyOf(query));
        if (known === undefined || asked.has(keyOf(query))) {
          asked.add(keyOf(query));
          continue;
        }
        asked.add(keyOf(query));
        feed({ ...known.content, at: Math.max(known.content.at, at) }, line);
        open = true;
      }
    }
  }

  /**
   * @param {object} content
   * @param {number} line
   */
  function feed(content, line) {
    for (const { kind } of follower.answer(content)) {
      if (kind === "blocked") seen.blockedLine ??= line;
    }
  }
}

/**
 * The objects that an exchange answers. A list of evaluations answers for each of them, too: recordings seldom ask for
 * one.
 * @param {import("./starts.js").Exchange} exchange
 */
function* answersOf({ request, response }) {
  const path = request.path.split("?")[0] ?? "";
  const endpoint = endpoints.find((candidate) => request.method === "GET" && candidate.path.test(path));
  if (endpoint === undefined) return;
  const { kind, item } = endpoint;
  const query = { kind, jobId: jobIn(path) };
  if (kind === "job") {
    yield { query, content: { kind, job: response.status === 404 ? undefined : item.parse(response.body) } };
    return;
  }
  const items = response.body.map((/** @type {unknown} */ value) => item.parse(value));
  if (kind === "evaluations") {
    for (const evaluation of items) {
      yield {
        query: { kind: "evaluation", evaluationId: evaluation.ID },
        content: { kind: "evaluation", evaluation },
      };
    }
  }
  yield { query, content: { kind, [kind]: items } };
}

/** @param {Record<string, string>} query */
function keyOf(query) {
  return JSON.stringify([query["kind"], query["jobId"] ?? query["evaluationId"]]);
}
