import { isRecord, type KeyPath } from "./key-path.ts";
import { job as jobBlock } from "./schema/job.ts";
import type { Block, Field } from "./schema/_define.ts";

/**
 * Translates steps into the API's job into steps into the same job as it is written in TypeScript or HCL:
 * `TaskGroups[0].Tasks[0].Services[0].PortLabel` becomes `group.web.task.server.service.port`.
 * A list of one is written without an index. Steps that the schema does not know are kept as they are.
 */
export function specKeys(job: unknown, hubKeys: KeyPath): KeyPath {
  const result: (string | number)[] = [];
  let block: Block | undefined = jobBlock;
  let value: unknown = job;
  for (let step = 0; step < hubKeys.length; step++) {
    const key = hubKeys[step] ?? "";
    const found: [string, Field] | undefined = block === undefined ? undefined : fieldOf(block, String(key));
    value = stepInto(value, key);
    if (found === undefined) {
      result.push(key);
      continue;
    }
    const [name, field]: [string, Field] = found;
    result.push(name);
    if (field.kind !== "block") {
      block = undefined;
      continue;
    }
    block = field.block;
    if (field.repeat === "one") continue;
    const next = hubKeys[step + 1];
    if (next === undefined) break;
    step++;
    const item = stepInto(value, next);
    if (field.repeat === "map") result.push(next);
    else if (field.repeat === "labelled") result.push(labelOf(field.block, item) ?? next);
    else if (Array.isArray(value) && value.length > 1) result.push(next);
    value = item;
  }
  return result;
}

function fieldOf(block: Block, api: string): [string, Field] | undefined {
  // Nomad keeps static ports apart from dynamic ones; both are written as `port`.
  const wanted = api === "ReservedPorts" ? "DynamicPorts" : api;
  return Object.entries(block.fields).find(
    ([, field]) => field.api === wanted && field.facts.apiOnly !== true,
  );
}

/** The label of a block as its own fields hold it; none where they hold no text. */
export function labelOf(block: Block, item: unknown): string | undefined {
  const label = block.label === undefined || !isRecord(item) ? undefined : item[block.label];
  return typeof label === "string" ? label : undefined;
}

function stepInto(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return typeof key === "number" ? (value as readonly unknown[])[key] : undefined;
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
