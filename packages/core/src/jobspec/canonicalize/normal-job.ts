import { narrow } from "../../units/narrow.ts";
import { isRecord } from "../key-path.ts";
import { job as jobBlock } from "../schema/job.ts";
import { isAbsent, isEmpty, isZero } from "../schema/_hub.ts";
import { zeroIsAbsent, type Block, type Field } from "../schema/_define.ts";

/**
 * A job without what Nomad's structs cannot tell apart: `null`, empty lists and maps, and zero values where Go has no
 * pointer are as good as absent; numbers are `bigint` only where they must be. In a body, where Nomad looks at nothing,
 * only a `null` directly in it is dropped, as its parser drops it.
 */
export function normalJob(job: unknown): unknown {
  return normalBlock(jobBlock, job);
}

function normalBlock(block: Block, value: unknown): unknown {
  if (!isRecord(value)) return value;
  const fields = Object.values(block.fields).filter((field) => !field.facts.sugar);
  const byApi = new Map(fields.map((field) => [field.api, field]));
  return mapEntries(value, (item, key) => {
    const field = byApi.get(key);
    const normal = field === undefined ? normalNumbers(item) : normalField(field, item);
    if (isAbsent(normal) || (Array.isArray(normal) && normal.length === 0)) return undefined;
    const isNone = isZero(normal) || isEmpty(normal);
    return (field === undefined || zeroIsAbsent(block, field)) && isNone ? undefined : normal;
  });
}

function normalField(field: Field, value: unknown): unknown {
  if (value === null) return undefined;
  if (field.kind === "attribute") return normalNumbers(value);
  if (field.kind === "body") {
    return isRecord(value)
      ? mapEntries(value, (item) => (item === null ? undefined : normalNumbers(item)))
      : value;
  }
  if (field.repeat === "one") return normalBlock(field.block, value);
  if (Array.isArray(value)) return value.map((item) => normalBlock(field.block, item));
  return isRecord(value) ? mapEntries(value, (item) => normalBlock(field.block, item)) : value;
}

function normalNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalNumbers);
  if (isRecord(value)) return mapEntries(value, normalNumbers);
  if (typeof value === "bigint") return narrowInt64(value);
  // A number is what its JSON text says, where a double prints fewer digits than it has.
  return typeof value === "number" && /^-?\d+$/.test(String(value))
    ? narrowInt64(BigInt(String(value)))
    : value;
}

/** Of what Go's int64 cannot hold either, a double is all that is left. */
function narrowInt64(whole: bigint): number | bigint {
  return BigInt.asIntN(64, whole) === whole ? narrow(whole) : Number(whole);
}

function mapEntries(value: object, change: (item: unknown, key: string) => unknown): Record<string, unknown> {
  const entries = Object.entries(value).map(
    ([key, item]: [string, unknown]) => [key, change(item, key)] as const,
  );
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}
