import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { groupBy } from "../../units/group-by.ts";
import type { ApiJob } from "../api-job.ts";
import { showValue, type KeyPath } from "../key-path.ts";
import { toDiagnostic } from "../problems.ts";
import { check as checkBlock } from "../schema/check.ts";
import { group as groupBlock } from "../schema/group.ts";
import { job as jobBlock } from "../schema/job.ts";
import { service as serviceBlock } from "../schema/service.ts";
import { task as taskBlock } from "../schema/task.ts";
import type { Block } from "../schema/_define.ts";
import { isHubObject } from "../schema/_hub.ts";
import { allRules } from "./all-rules.ts";
import { completedJob, type Completed } from "./completed-job.ts";
import type { At, BlockRules, Broken } from "./rule.ts";
import type { RegisterRequest } from "./register-request.ts";
import type { ServerSetUp } from "./server-set-up.ts";
import { writtenKeys } from "./written-keys.ts";

/** Knowledge beside the job. */
export interface ValidateOptions {
  /** How the servers are set up. @default nothing is known */
  readonly server?: ServerSetUp;
  /** The job that is registered under the same ID; `null` where there is none. @default not known */
  readonly prior?: ApiJob | null;
  /** The request beside the job. @default nothing */
  readonly request?: RegisterRequest;
  /**
   * Says what Go finds wrong with a regular expression; `undefined` where it is one. On Node `regexpChecker` of
   * `@nomadx/core/node` makes one. @default a guess, which is a warning
   */
  readonly regexpProblem?: (pattern: string) => string | undefined;
}

/**
 * Finds what a Nomad server would refuse or warn of in a job, and what it would accept and spoil: every rule of Nomad 2.0.5 with its
 * code, at its place, with Nomad's own text in `serverText`. `keys` are steps into `job`. The job is one that was read
 * without errors; what the readers report themselves (types, names, port labels) is not reported again. Never throws; takes
 * time that grows with the size of the job.
 *
 * @example validateJob({ ID: "a b", TaskGroups: [] })[0]?.serverText // "Job ID contains a space"
 * @see hashicorp/nomad nomad/job_endpoint.go NewJobEndpoints, nomad/structs/structs.go Validate (2.0.5)
 */
export function validateJob(
  job: ApiJob,
  { server = {}, prior, request = {}, regexpProblem }: ValidateOptions = {},
): Diagnostic[] {
  const completed = completedJob(job);
  const found: Diagnostic[] = [];
  const around: Around = {
    job: completed,
    group: undefined,
    task: undefined,
    service: undefined,
    check: undefined,
    given: job,
    server,
    request,
    regexpProblem,
    priorIndex: prior === undefined || prior === null ? prior : toBigInt(prior.JobModifyIndex),
    prior: prior === undefined || prior === null ? prior : completedJob(prior),
  };
  visit(jobBlock, completed, "", [], around);
  return found;

  function visit(block: Block, hub: object, within: string, keys: KeyPath, outer: Around): void {
    const inner = inside(outer, block, hub);
    for (const { within: places, rules } of rulesByBlock.get(block) ?? []) {
      if (places !== undefined && !places.includes(within)) continue;
      const at = { ...inner, keys, within };
      for (const rule of rules) {
        const answer = rule.find(hub, at);
        if (answer === undefined || answer === false) continue;
        for (const broken of "summary" in answer ? [answer] : answer) {
          found.push(diagnosticOf(rule.code, broken, at));
        }
      }
    }
    for (const field of Object.values(block.fields)) {
      if (field.kind !== "block" || field.facts.sugar === true) continue;
      const value: unknown = Reflect.get(hub, field.api);
      if (value === undefined || value === null) continue;
      if (field.repeat === "one") {
        if (isHubObject(value)) visit(field.block, value, block.struct, [...keys, field.api], inner);
      } else if (Array.isArray(value)) {
        value.forEach((item: unknown, index) => {
          if (isHubObject(item)) visit(field.block, item, block.struct, [...keys, field.api, index], inner);
        });
      } else if (isHubObject(value)) {
        for (const [label, item] of Object.entries(value)) {
          if (isHubObject(item)) visit(field.block, item, block.struct, [...keys, field.api, label], inner);
        }
      }
    }
  }
}

function toBigInt(index: number | bigint | null | undefined): bigint | undefined {
  return index === undefined || index === null ? undefined : BigInt(index);
}

type Around = Omit<At, "keys" | "within">;

/** The surroundings that a block and those inside it see. */
function inside(around: Around, block: Block, hub: object): Around {
  if (isOne(groupBlock, block, hub)) return { ...around, group: hub };
  if (isOne(taskBlock, block, hub)) return { ...around, task: hub };
  if (isOne(serviceBlock, block, hub)) return { ...around, service: hub };
  return isOne(checkBlock, block, hub) ? { ...around, check: hub } : around;
}

/** Whether something that was found by `block` is of the kind that is wanted. */
function isOne<B extends Block>(wanted: B, block: Block, _hub: object): _hub is Completed<B> {
  return block === wanted;
}

function diagnosticOf(code: Diagnostic["code"], broken: Broken, { keys, given, job }: At): Diagnostic {
  const { from = [...keys, ...(broken.keys ?? [])], received, allowed, nomad, detail } = broken;
  const written = writtenKeys(from, given, job);
  const sentences = [
    ...(received === undefined ? [] : [`Received ${showValue(received, from)}.`]),
    ...(detail === undefined ? [] : [detail]),
    ...(allowed === undefined ? [] : [`Allowed: ${allowed}.`]),
  ];
  const { summary, help, severity = "error", at = "value" } = broken;
  const problem = { keys: written, at, severity, summary, help };
  return {
    ...toDiagnostic(code, sentences.length === 0 ? problem : { ...problem, detail: sentences.join(" ") }),
    ...(nomad !== undefined && { serverText: nomad }),
  };
}

const rulesByBlock: ReadonlyMap<Block, readonly BlockRules[]> = groupBy(allRules, ({ block }) => block);
