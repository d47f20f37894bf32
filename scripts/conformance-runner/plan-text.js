// @ts-check
// The common part of the adapters for what `nomad job plan` prints: it is printed in the CLI's words and compared with what the
// CLI printed, run by run, and its exit code with ours. Where the server or the parser refused the job there is no plan to
// print: those lines are no cases.
import { library } from "./library.js";
import { linesOf } from "./stored-job.js";

const { nomadExitCode, renderPlan } = await library("/plan");

/**
 * @typedef {object} Line
 * @property {string} id
 * @property {string} [from] the case of another file that it repeats
 * @property {boolean} [looseOrder] the server leaves the order of some objects open
 * @property {{ Type?: string, Datacenters?: string[] } | undefined} new the planned job; absent where it was HCL
 * @property {any} plan
 * @property {Run[]} cli
 *
 * @typedef {object} Run
 * @property {string[]} args behind `nomad`
 * @property {string} stdout
 * @property {number} exit
 */

/** The lines of which there is a plan. @param {string} file */
export async function* linesWithPlans(file) {
  for await (const line of linesOf(file)) if (line.plan !== null && !("error" in line.plan)) yield line;
}

/** @param {Line} line */
export function checkPlanText(line) {
  for (const run of line.cli) {
    const problem = checkRun(line, run);
    if (problem !== undefined) return `nomad ${run.args.join(" ")}: ${problem}`;
  }
  return undefined;
}

/**
 * @param {Line} line
 * @param {Run} run
 */
function checkRun(line, { args, stdout, exit }) {
  // Elsewhere than in the datacenter without nodes, the job that is there already may be placed or not yet.
  const mayBePlaced = line.from?.startsWith("diff-") && String(line.new?.Datacenters) !== "dc-none";
  if (!mayBePlaced && nomadExitCode(line.plan) !== exit)
    return `exit code ${nomadExitCode(line.plan)}, not ${exit}`;
  if (args.includes("-json-output")) return undefined;
  const text = renderPlan(line.plan, line.new ?? {}, {
    wording: "nomad",
    file: args.at(-1),
    runOptions: args.filter((arg) => arg === "-hcl2-strict=false"),
    now: new Date(0),
    diff: !args.includes("-diff=false"),
    verbose: args.includes("-verbose"),
    comparedWith: { kind: "server", address: "" },
  });
  const settle = (/** @type {string} */ printed) =>
    settled(mayBePlaced ? withoutScheduling(printed) : printed, line.looseOrder === true);
  return firstDifference(settle(text), settle(stdout));
}

/**
 * Without what a second call to the same server answers otherwise.
 * @param {string} printed
 * @param {boolean} looseOrder
 */
function settled(printed, looseOrder) {
  const lines = printed
    .replace(/\(-?[\dhms]+ from now\)/g, "(… from now)")
    // Which nodes were tried before the scheduler gave up.
    .replace(/^( {4}\* Class )".*?"/gm, "$1…")
    // Who has to go; sums of many victims depend on it altogether.
    .replace(/^[\da-f-]{36} /gm, "… ")
    .replace(/^(Job ID|Job Type) .*\n(?:.+\n)*?(?=Job Modify Index)/m, "…\n")
    .split("\n");
  return looseOrder ? lines.toSorted() : sortWithinKind(lines);
}

/**
 * Sorts what stands in the order of a Go map: reasons of one kind, and rows of a table.
 * @param {string[]} lines
 */
function sortWithinKind(lines) {
  /** @type {{ kind: string | undefined, lines: string[] }[]} */
  const runs = [];
  for (const line of lines) {
    const kind = /^ {4}\* (Class|Constraint|Dimension) .*(filter|exhausted)|^(…)/
      .exec(line)
      ?.slice(1)
      .join(" ");
    const last = runs.at(-1);
    if (kind !== undefined && last?.kind === kind) last.lines.push(line);
    else runs.push({ kind, lines: [line] });
  }
  return runs.flatMap((run) => run.lines.toSorted());
}

/** @param {string} printed */
function withoutScheduling(printed) {
  return printed
    .replace(/^(.*Task Group: .*?) \(.*\)$/gm, "$1")
    .replace(/^(Scheduler dry-run:\n)(?:.+\n)*/m, "$1");
}

/**
 * @param {string[]} ours
 * @param {string[]} theirs
 */
function firstDifference(ours, theirs) {
  const at = Array.from({ length: Math.max(ours.length, theirs.length) }).findIndex(
    (_, line) => ours[line] !== theirs[line],
  );
  return at === -1
    ? undefined
    : `line ${at + 1} is ${JSON.stringify(ours[at])}, not ${JSON.stringify(theirs[at])}`;
}
