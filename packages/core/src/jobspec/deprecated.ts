import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ApiJob } from "./api-job.ts";
import { isRecord, type KeyPath } from "./key-path.ts";
import { toDiagnostic } from "./problems.ts";
import { job as jobBlock } from "./schema/job.ts";
import { configFor, zeroIsAbsent, type Block, type Field, type NestedBlock } from "./schema/_define.ts";
import { isAbsent, isEmpty, isZero } from "./schema/_hub.ts";

/**
 * One warning for every attribute or block of a job that Nomad deprecates, with what to write instead. What belongs to the
 * older way of networks (`network` in `resources`, `port_map`) is none: Nomad acts on it, and some jobs need it. `keys` of
 * a diagnostic are steps into `job`.
 * @example deprecatedAttributes(job)[0]?.summary // '"iops" is deprecated'
 */
export function deprecatedAttributes(job: ApiJob): Diagnostic[] {
  return [...inBlock(jobBlock, job, [])];
}

function* inBlock(block: Block, hub: Readonly<Record<string, unknown>>, keys: KeyPath): Iterable<Diagnostic> {
  for (const [name, field] of Object.entries(block.fields)) {
    const key = field.api === "" ? name : field.api;
    const value = Object.hasOwn(hub, key) ? hub[key] : undefined;
    if (field.facts.sugar === true || isNothing(block, field, value)) continue;
    if (field.facts.deprecated !== undefined) yield deprecated(field, name, [...keys, key]);
    if (field.facts.olderWayOf !== undefined) continue;
    if (field.kind === "block") yield* inField(field, value, [...keys, key]);
    const config = field.kind === "body" ? configFor(block, hub["Driver"]) : undefined;
    if (config !== undefined && isRecord(value)) yield* inBlock(config, value, [...keys, key]);
  }
}

/** The blocks under a field: one, a list of them, or an object of them by label. */
function* inField({ block, repeat }: NestedBlock, value: unknown, keys: KeyPath): Iterable<Diagnostic> {
  const isOne = isRecord(value) && repeat !== "map";
  const items = isOne ? [[undefined, value] as const] : entriesOf(value);
  for (const [step, item] of items) {
    if (isRecord(item)) yield* inBlock(block, item, step === undefined ? keys : [...keys, step]);
  }
}

function entriesOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.map((item: unknown, index) => [index, item] as const);
  return isRecord(value) ? Object.entries(value) : [];
}

function deprecated({ facts }: Field, name: string, keys: KeyPath): Diagnostic {
  const { deprecated: instead = "", until } = facts;
  const [, reason] = /^nothing: (.*)$/.exec(instead) ?? [];
  const details = [
    ...(reason === undefined ? [] : [`${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`]),
    ...(until === undefined ? [] : [`Nomad ${until} was the last version that acted on it.`]),
  ];
  return toDiagnostic("NX210", {
    severity: "warning",
    keys,
    at: "key",
    summary: `${JSON.stringify(name)} is deprecated`,
    ...(details.length > 0 && { detail: details.join(" ") }),
    help: reason === undefined ? `Use ${instead} instead.` : "Leave it out.",
  });
}

/** Nothing is there, or what Go cannot tell from nothing. */
function isNothing(owner: Block, field: Field, value: unknown): boolean {
  return isAbsent(value) || isEmpty(value) || (zeroIsAbsent(owner, field) && isZero(value));
}
