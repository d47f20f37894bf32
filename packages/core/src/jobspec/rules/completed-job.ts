import type { ApiJob } from "../api-job.ts";
import { isRecord } from "../key-path.ts";
import { registeredJob } from "../canonicalize/as-stored.ts";
import { absentValue } from "../canonicalize/spell-out.ts";
import { job as jobBlock } from "../schema/job.ts";
import type { Attribute, Block, Body, Field, HubObject, NestedBlock } from "../schema/_define.ts";
import { isAbsent } from "../schema/_hub.ts";

/**
 * A block as Nomad's rules see it: all defaults filled in, absent scalars as zero, absent lists and maps as empty ones. A
 * block that is not there is `null`, and so is a scalar that the server tells apart from zero.
 */
export type Completed<B extends Block> = {
  readonly [
    K in keyof B["fields"] as B["fields"][K]["facts"] extends
      { readonly sugar: true } | { readonly stored: "never" }
      ? never
      : B["fields"][K]["api"]
  ]: CompletedField<B["fields"][K]>;
};

type CompletedField<F extends Field> =
  F extends Attribute<string, unknown, infer Hub>
    ? F["facts"] extends { readonly stored: "pointer" }
      ? Hub | null
      : Hub
    : F extends NestedBlock<string, infer B, infer R>
      ? R extends "one"
        ? Completed<B> | null
        : R extends "map"
          ? { readonly [label: string]: Completed<B> }
          : readonly Completed<B>[]
      : F extends Body
        ? Readonly<Record<string, unknown>>
        : never;

/** A job as Nomad's rules see it. */
export type CompletedJob = Completed<typeof jobBlock>;

/** The job that Nomad's rules look at when a job is submitted: with every default and all that the server adds to it. */
export function completedJob(job: ApiJob): CompletedJob;
/** Untyped, since the schema decides what is filled in. */
export function completedJob(job: ApiJob): HubObject {
  return completed(jobBlock, registeredJob(job));
}

function completed(block: Block, hub: Readonly<HubObject>): HubObject {
  const whole: HubObject = {};
  for (const field of Object.values(block.fields)) {
    const { sugar, stored } = field.facts;
    if (sugar !== true && stored !== "never") whole[field.api] = completedField(field, hub[field.api]);
  }
  return whole;
}

function completedField(field: Field, value: unknown): unknown {
  if (field.kind === "body") return isRecord(value) ? value : {};
  if (field.kind === "attribute") {
    if (isAbsent(value)) return emptyValue(field);
    // A reader leaves nothing where it could not read an item.
    return Array.isArray(value) ? value.filter((item) => item !== undefined) : value;
  }
  const { block, repeat } = field;
  if (repeat === "one") return isRecord(value) ? completed(block, value) : null;
  if (repeat === "map") {
    const entries = isRecord(value) ? Object.entries(value) : [];
    return Object.fromEntries(entries.map(([label, item]) => [label, completed(block, asBlock(item))]));
  }
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.map((item) => completed(block, asBlock(item)));
}

function emptyValue(attribute: Attribute): unknown {
  const { name } = attribute.type;
  if (name === "strings" || name === "ints") return [];
  return name.endsWith(" map") ? {} : absentValue(attribute);
}

function asBlock(value: unknown): Readonly<HubObject> {
  return isRecord(value) ? value : {};
}
