import type { ApiJob } from "./api-job.ts";
import { isRecord, type KeyPath } from "./key-path.ts";
import { job as jobBlock } from "./schema/job.ts";
import type { Block, Field, NestedBlock } from "./schema/_define.ts";

/** A block of a job in the API's form. */
export interface VisitedBlock {
  readonly block: Block;
  readonly hub: Readonly<Record<string, unknown>>;
  /** Steps from the job to the block. */
  readonly keys: KeyPath;
}

/** All blocks of a job that its schema describes, each before those inside it; not those of what has no schema. */
export function* visitBlocks(job: ApiJob): Iterable<VisitedBlock> {
  yield* within({ block: jobBlock, hub: job, keys: [] });
}

function* within(visited: VisitedBlock): Iterable<VisitedBlock> {
  yield visited;
  const { block, hub, keys } = visited;
  for (const field of Object.values(block.fields)) {
    if (!isNested(field) || !Object.hasOwn(hub, field.api)) continue;
    const value = hub[field.api];
    for (const [step, item] of itemsOf(field, value)) {
      if (isRecord(item))
        yield* within({ block: field.block, hub: item, keys: [...keys, field.api, ...step] });
    }
  }
}

function isNested(field: Field): field is NestedBlock {
  return field.kind === "block" && field.facts.sugar !== true;
}

/** The blocks under a field, each with the steps from the field to it. */
function itemsOf({ repeat }: NestedBlock, value: unknown): readonly (readonly [KeyPath, unknown])[] {
  if (repeat === "one") return [[[], value]];
  if (Array.isArray(value)) return value.map((item: unknown, index) => [[index], item] as const);
  return repeat === "map" && isRecord(value)
    ? Object.entries(value).map(([label, item]) => [[label], item] as const)
    : [];
}
