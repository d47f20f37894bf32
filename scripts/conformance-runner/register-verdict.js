// @ts-check
// The common part of the adapters that hold our verdict on a job against that of a server which was asked to register it.
import { library } from "./library.js";

const { namedPlace, saysSame, serverItems } = await library("/jobspec");
const { readApiText } = await library("/jobspec/json");
const { validateJob } = await library("/jobspec/rules");
const { stringifyJson } = await library("");

const { regexpChecker } = await library("/node");
const regexpProblem = await regexpChecker();

/** The servers on which the cases were made, as far as it decides about jobs: see their READMEs. */
export const caseServer = {
  enterprise: false,
  region: "global",
  otherRegions: [],
  vault: false,
  memoryOversubscription: false,
  maxPriority: 100,
  maxCount: 50000,
  namespaces: {
    default: {},
    "team-a": {},
    limited: { disabledDrivers: ["raw_exec"], disabledNetworkModes: ["host"] },
  },
  nodePools: ["default", "all"],
};

/** The same with a Vault. */
export const vaultServer = { ...caseServer, vault: true, memoryOversubscription: true };

/** That of the published files, which has no namespaces of its own. */
export const publicServer = { ...caseServer, namespaces: { default: {} } };

/**
 * @typedef {object} Verdict
 * @property {boolean} accepted
 * @property {string} text of the refusal; "" where there is none
 * @property {readonly string[]} warnings
 */

/**
 * Why our verdict differs from the server's; `undefined` where it does not: as accepted, or with an error in the block that
 * the server's text names; and each of its warnings among ours.
 *
 * @param {unknown} given the job as it was submitted
 * @param {object} options of `validateJob`
 * @param {Verdict} verdict
 */
export function verdictDifference(given, options, { accepted, text, warnings }) {
  const { job, diagnostics } = readApiText({
    file: "job.json",
    text: typeof given === "string" ? given : stringifyJson(given),
  });
  const ours = [...diagnostics, ...validateJob(job, { ...options, regexpProblem })];
  const errors = ours.filter(({ severity, keys = [] }) => severity === "error" && !isForDriver(keys));
  if (accepted && errors.length > 0) {
    const told = errors.map(({ code, path, summary }) => `${code} ${path}: ${summary}`);
    return `accepted, and ours says: ${told.join("; ")}`;
  }
  if (!accepted && errors.length === 0) return `refused, and ours has no error: ${text.trim()}`;
  return (accepted ? undefined : placeDifference(job, errors, text)) ?? warningDifference(ours, warnings);
}

/** The options of a driver, at which a server that runs nothing does not look. @param {readonly unknown[]} keys */
function isForDriver(keys) {
  return keys.slice(0, -1).includes("Config");
}

/** Blocks that a group takes over from its job, by their names there: what is wrong in them is told where it stands. */
const ofJob = ["Update", "Reschedule", "Migrate"];

/**
 * One of our errors has to be in a block that the server's text names.
 * @param {any} job @param {any[]} errors @param {string} text
 */
function placeDifference(job, errors, text) {
  const named = serverItems(text).map((/** @type {any} */ item) => namedPlace(item, job));
  const isNamed = ({ keys = [] }) =>
    ofJob.includes(keys[0] ?? "") || named.some((/** @type {any} */ place) => startsWith(keys, place));
  if (errors.some(isNamed)) return undefined;
  const places = errors.map(({ code, path }) => `${code} ${path}`).join("; ");
  return `refused at another place: ${text.trim()}: ours: ${places}`;
}

/** @param {any[]} ours @param {readonly string[]} warnings */
function warningDifference(ours, warnings) {
  const missing = warnings
    .flatMap((warning) => serverItems(warning))
    .filter((/** @type {any} */ item) => !ours.some(({ serverText = "-" }) => saysSame(item, serverText)));
  return missing.length === 0 ? undefined : `no such warning: ${missing.map(({ text }) => text).join("; ")}`;
}

/** @param {readonly unknown[]} keys @param {readonly unknown[]} start */
function startsWith(keys, start) {
  return start.every((key, index) => keys[index] === key);
}
