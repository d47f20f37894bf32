import { didYouMean } from "../diagnostics/did-you-mean.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { formatDuration } from "../units/duration.ts";
import type { ApiJob } from "./api-job.ts";
import { showValue } from "./key-path.ts";
import { isNodeTarget } from "./node-target.ts";
import { suggest, toDiagnostic, type Problem, type ReportProblem } from "./problems.ts";
import type { Attribute, Block } from "./schema/_define.ts";
import { constraint } from "./schema/constraint.ts";
import { spread } from "./schema/spread.ts";
import { task } from "./schema/task.ts";
import { affinity } from "./schema/affinity.ts";
import { visitBlocks, type VisitedBlock } from "./visit-blocks.ts";

/**
 * Warns of what Nomad accepts in a job though hardly anybody means it: words that are nearly the usual ones
 * (`SIGTREM`), times of a few nanoseconds, conditions on what no scheduler knows. The
 * driver of a task is left to `validateJob`. `keys` of a diagnostic are steps into `job`.
 * @example likelyMistakes(job)[0]?.summary // '"SIGTREM" is not a usual value of "kill_signal"'
 */
export function likelyMistakes(job: ApiJob): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const report: ReportProblem = (code, problem) =>
    void diagnostics.push(toDiagnostic(code, { ...problem, severity: "warning" }));
  for (const visited of visitBlocks(job)) {
    checkAttributes(visited, report);
    for (const side of targets.get(visited.block) ?? []) checkTarget(side, visited, report);
  }
  return diagnostics;
}

function checkAttributes({ block, hub, keys }: VisitedBlock, report: ReportProblem): void {
  for (const [name, field] of Object.entries(block.fields)) {
    const value = Object.hasOwn(hub, field.api) ? hub[field.api] : undefined;
    if (field.kind !== "attribute" || value === undefined || field === task.fields.driver) continue;
    const problem = unusualWord(name, field, value) ?? tinyDuration(name, field, value);
    if (problem !== undefined) report(problem.code, { ...problem, keys: [...keys, field.api] });
  }
}

type Found = Omit<Problem, "keys"> & { readonly code: Diagnostic["code"] };

function unusualWord(name: string, { facts: { usual } }: Attribute, value: unknown): Found | undefined {
  if (usual === undefined || typeof value !== "string") return undefined;
  const near = didYouMean(value, usual);
  if (near === undefined || usual.some((word) => word.toLowerCase() === value.toLowerCase()))
    return undefined;
  return {
    code: "NX205",
    summary: `${showValue(value)} is not a usual value of "${name}"`,
    detail: "Nomad registers the job, whatever stands there.",
    help: suggest(near),
  };
}

/** A millisecond: nobody waits for less. */
const shortestMeant = 1_000_000;

/** A bare number is nanoseconds: `kill_timeout = 30` is over before it has begun. */
function tinyDuration(name: string, { type }: Attribute, value: unknown): Found | undefined {
  if (type.name !== "duration" || typeof value !== "number" || value <= 0 || value >= shortestMeant) {
    return undefined;
  }
  return {
    code: "NX204",
    summary: `"${name}" is ${value} nanoseconds`,
    detail: `Nomad takes a number without a unit for nanoseconds: this is ${formatDuration(value)}.`,
    help: `For ${value} seconds, write "${value}s" in HCL or TypeScript, and ${BigInt(value) * 1_000_000_000n} in JSON.`,
  };
}

/** Where texts about a node stand; of the left side of a constraint Nomad refuses others itself. */
const targets: ReadonlyMap<Block, readonly string[]> = new Map<Block, readonly string[]>([
  [constraint, ["RTarget"]],
  [affinity, ["LTarget", "RTarget"]],
  [spread, ["Attribute"]],
]);

/** @see hashicorp/nomad scheduler/feasible/feasible.go resolveTarget (2.0.5) */
function checkTarget(side: string, { hub, keys }: VisitedBlock, report: ReportProblem): void {
  const target = hub[side];
  if (typeof target !== "string" || !target.includes("${") || isNodeTarget(target)) return;
  report("NX218", {
    keys: [...keys, side],
    summary: `The scheduler does not know ${showValue(target)}`,
    detail: target.startsWith("${")
      ? "It looks for a node before there is an allocation: variables of a task have no value yet, and no node matches."
      : "It fills in a variable that is the whole text, and takes this one as it is written.",
    help: "It knows ${node.…}, ${attr.…} and ${meta.…} of the node.",
  });
}
