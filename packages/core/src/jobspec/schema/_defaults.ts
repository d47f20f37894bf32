import { parseDuration } from "../../units/duration.ts";
import { isRecord } from "../key-path.ts";
import {
  zeroIsAbsent,
  type Block,
  type BlockOptions,
  type Field,
  type Fields,
  type HubObject,
  type Step,
} from "./_define.ts";
import { isAbsent, isEmpty, isZero, leaveOut, textOf } from "./_hub.ts";

/**
 * The value of an absent field in jobs of a type, in the API's form and new each time; `undefined` where no value says
 * it.
 * @example defaultOf(restart.fields.interval, "batch") // 86400000000000
 */
function defaultOf(field: Field, jobType: string): unknown {
  const { default: always, defaultByType } = field.facts;
  if (defaultByType === undefined) return hubValue(field, always);
  const byType = new Map(Object.entries(defaultByType));
  return hubValue(field, byType.has(jobType) ? byType.get(jobType) : byType.get("others"));
}

/** Writes into a block of a job what `step` fills in, and takes out what it empties; blocks inside it are left alone. */
export function fillDefaults(block: Block, hub: HubObject, step: Step, job: Readonly<HubObject>): void {
  const { filled, emptied } = touchedBy(step, block);
  for (const field of filled) {
    const value = hub[field.api];
    // The server's structs have no pointers: it cannot tell a zero value from none.
    const isNone = isAbsent(value) || ((step === "server" || zeroIsAbsent(block, field)) && isZero(value));
    if (!isNone) continue;
    const filling = defaultOf(field, textOf(job, "Type"));
    if (filling !== undefined) hub[field.api] = filling;
  }
  for (const field of emptied) if (isEmpty(hub[field.api])) delete hub[field.api];
}

/**
 * The options of a block into which Nomad's parser writes defaults: it fills them in after reading, and leaves them out
 * when the block is written.
 */
export function filledInByParser(fields: Fields): Pick<BlockOptions<undefined>, "afterRead" | "beforeWrite"> {
  const filled = Object.values(fields).filter((field) => fills(field, "parser"));
  const defaults = (): HubObject =>
    Object.fromEntries(filled.map((field) => [field.api, defaultOf(field, "")]));
  return {
    afterRead: (hub) => {
      for (const [api, value] of Object.entries(defaults())) if (isAbsent(hub[api])) hub[api] = value;
    },
    beforeWrite: (hub) => leaveOut(hub, defaults()),
  };
}

function hubValue(field: Field, value: unknown): unknown {
  if (field.kind === "attribute" && field.type.name === "duration") {
    return typeof value === "string" ? parseDuration(value) : undefined;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => item);
  return isRecord(value) ? { ...value } : value;
}

interface Touched {
  readonly filled: readonly Field[];
  readonly emptied: readonly Field[];
}

function touchedBy(step: Step, block: Block): Touched {
  const known = touched.get(block) ?? new Map<Step, Touched>();
  touched.set(block, known);
  const found = known.get(step) ?? {
    filled: Object.values(block.fields).filter((field) => fills(field, step)),
    emptied: Object.values(block.fields).filter((field) => field.facts.emptiedBy === step),
  };
  known.set(step, found);
  return found;
}

/** Derived from the schema, which is constant. */
const touched = new WeakMap<Block, Map<Step, Touched>>();

function fills({ facts }: Field, step: Step): boolean {
  const hasDefault = facts.default !== undefined || facts.defaultByType !== undefined;
  return hasDefault && (facts.filledInBy ?? ["api"]).includes(step);
}
