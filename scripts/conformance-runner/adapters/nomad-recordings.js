// @ts-check
// nomad/recordings/*.jsonl: one flow a file, one HTTP exchange a line. A case is a flow. Every change in it that starts
// something is followed from there on with the recorded answers, in their order; the follower has to reach the end that
// the recording shows, at the very answer that shows it, with the right exit code.
import { readFile } from "node:fs/promises";
import path from "node:path";

import { library } from "../library.js";
import { expectedEnd, expectedBlock, expectedPromotable } from "../recordings/expected-end.js";
import { replay } from "../recordings/replay.js";
import { startsOf } from "../recordings/starts.js";

const { parseJson } = await library("");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/nomad\/recordings\/[^/]+\.jsonl$/,
  together: "nomad/recordings/*.jsonl",
  *cases(file) {
    const flow = path.basename(file, ".jsonl");
    yield { id: flow, check: async () => checkFlow(flow, readExchanges(await readFile(file, "utf8"))) };
  },
};

/**
 * The exit codes of the flows, in the order of what starts in them; read off their names and descriptions, not off
 * what the follower does. `open`: the recording stops before the end.
 * @type {Readonly<Record<string, readonly (0 | 4 | 5 | "open")[]>>}
 */
const exitCodes = {
  "batch-failure": [4],
  // registered without a node to run on; then stopped by somebody else while it waits; the stop
  "batch-placement-blocked": [4, 0],
  "batch-success": [0, 0],
  "no-nodes": [5],
  "node-lost": [0, 0],
  // register; dispatch; two dispatches that only the list of jobs shows
  parameterized: [0, 0, "open", "open"],
  // register; force; a second launch that only the list of jobs shows
  periodic: [0, 0, "open"],
  "service-artifact-failure": [4],
  "service-auto-revert": [0, 4],
  "service-auto-revert-no-stable-version": [4],
  "service-canary-auto-promote": [0, 0],
  // register twice; the deployment is failed by hand in the end
  "service-canary-healthy-past-deadline": [0, 4, 4],
  "service-canary-promote": [0, 0, 0],
  "service-canary-unhealthy-deadline": [0, 4],
  // register; resume; fail; revert to the version before
  "service-canary-unhealthy-promote-refused-then-fail": [4, 4, 4, 0],
  "service-check-index": ["open"],
  "service-count-0": [0, 0, 0],
  "service-driver-failure": [4],
  "service-failure": [4],
  "service-failure-progress-deadline-0": [4],
  "service-failure-restarts-reschedules": [4],
  "service-max-parallel-0": [0],
  "service-no-change": [0, 0],
  "service-partially-blocked": [4],
  "service-placement-blocked-progress-deadline": [5],
  "service-placement-blocked-then-unblocked": [0],
  "service-placement-resources-exhausted": [5],
  "service-progress-deadline": [4],
  "service-success": [0, 0],
  // superseded; success; stopped by somebody else; the stop; the purge
  "service-superseded": [4, 0, 4, 0, 0],
  "sysbatch-failure": [4],
  "sysbatch-success": [0],
  "system-canary": [0, 0, 0],
  "system-failure": [4],
  "system-failure-auto-revert": [4],
  "system-no-update-block": [0],
  // the server calls it a success, but nothing runs anywhere
  "system-placement-blocked": [5],
  "system-success": [0, 0],
};

/**
 * @param {string} flow
 * @param {import("../recordings/starts.js").Exchange[]} exchanges
 * @returns {Promise<string | undefined>}
 */
async function checkFlow(flow, exchanges) {
  const starts = startsOf(exchanges);
  const known = exitCodes[flow];
  if (known !== undefined && known.length !== starts.length) {
    return `${starts.length} starts, expected ${known.length}`;
  }
  if (starts.length === 0) return "nothing starts in it";
  for (const [position, start] of starts.entries()) {
    const problem = await checkStart(exchanges, start, known?.[position]);
    if (problem !== undefined) return `followed from line ${start.line + 1}: ${problem}`;
  }
  return undefined;
}

/**
 * @param {import("../recordings/starts.js").Exchange[]} exchanges
 * @param {import("../recordings/starts.js").Start} start
 * @param {0 | 4 | 5 | "open" | undefined} known
 * @returns {Promise<string | undefined>}
 */
async function checkStart(exchanges, start, known) {
  const end = expectedEnd(exchanges, start);
  const block = expectedBlock(exchanges, start);
  // Where the end is not in the recording, what cannot be placed runs into the follower's own limit.
  const fromRecording = end?.exitCode ?? (block === undefined ? "open" : 5);
  if (known !== undefined && known !== fromRecording)
    return `the recording ends with ${fromRecording}, not ${known}`;

  const seen = await replay(exchanges, start, "healthy");
  if (seen.line !== end?.line) return `ended at ${at(seen.line)} (${seen.kind}), expected ${at(end?.line)}`;
  if (end !== undefined && seen.exitCode !== end.exitCode)
    return `exit code ${seen.exitCode}, expected ${end.exitCode}`;
  if (seen.blockedLine !== block)
    return `reported as blocked at ${at(seen.blockedLine)}, expected ${at(block)}`;
  if (end === undefined && seen.exitCodeAtLimit !== (block === undefined ? undefined : 5)) {
    return `exit code ${seen.exitCodeAtLimit} at the limit for blocked jobs, expected ${fromRecording}`;
  }
  if (end === undefined && seen.endedBeforeLimit) return "ended before the limit for blocked jobs";

  const promotable = expectedPromotable(exchanges, start);
  if (promotable === undefined) return undefined;
  const early = await replay(exchanges, start, "promotable");
  return early.line === promotable && early.exitCode === 0
    ? undefined
    : `promotable at ${at(early.line)} with exit code ${early.exitCode}, expected ${at(promotable)} with 0`;
}

/** @param {number | undefined} line */
function at(line) {
  return line === undefined ? "no line" : `line ${line + 1}`;
}

/** @param {string} text @returns {import("../recordings/starts.js").Exchange[]} */
function readExchanges(text) {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => parseJson(line));
}
