import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import { formatDuration } from "../../units/duration.ts";
import { showValue } from "../key-path.ts";
import { suggest } from "../problems.ts";
import type { Block, Field } from "../schema/_define.ts";
import type { Completed } from "./completed-job.ts";
import type { Rule } from "./rule.ts";

/*
 * Rules that stand in the schema: which attributes have to be there, and which values they take.
 */

type FieldOf<B extends Block> = keyof Completed<B> & string;

/**
 * The rule that an attribute has one of the values which the schema allows; "" is one more, unless `empty` says that Nomad
 * refuses it.
 * @param nomad Nomad's text of the refusal
 */
export function oneOfValues<B extends Block>(
  block: B,
  api: FieldOf<B>,
  nomad: (value: string) => string,
  empty: "allowed" | "refused" = "allowed",
): Rule<B> {
  const [name, field] = fieldOf(block, api);
  const values = field?.kind === "attribute" ? (field.values ?? []) : [];
  return {
    code: "NX205",
    field: api,
    find: (hub: Readonly<Record<string, unknown>>) => {
      const value = hub[api];
      if (typeof value !== "string" || values.includes(value) || (value === "" && empty === "allowed"))
        return undefined;
      return {
        keys: [api],
        summary: `${showValue(value, [api])} is not a value of "${name}"`,
        allowed: values.map((allowed) => showValue(allowed)).join(", "),
        help: suggest(didYouMean(value, values)),
        nomad: nomad(value),
      };
    },
  };
}

/**
 * The rule that an attribute is there and not "".
 * @param nomad Nomad's text of the refusal
 */
export function requiredText<B extends Block>(block: B, api: FieldOf<B>, nomad: string): Rule<B> {
  const [name] = fieldOf(block, api);
  return {
    code: "NX202",
    field: api,
    find: (hub: Readonly<Record<string, unknown>>) =>
      hub[api] === "" && { keys: [api], at: "key", summary: `"${name}" is missing`, nomad },
  };
}

/**
 * The rule that a number is in a range, or a duration, whose bounds are in nanoseconds.
 * @param nomad Nomad's text of the refusal, for the number as Go prints it
 */
export function inRange<B extends Block>(
  block: B,
  api: FieldOf<B>,
  { least, most }: { readonly least: number; readonly most?: number },
  nomad: (value: string) => string,
): Rule<B> {
  const [name, field] = fieldOf(block, api);
  const isDuration = field?.kind === "attribute" && field.type.name === "duration";
  const text = (value: number | bigint): string => (isDuration ? formatDuration(value) : String(value));
  return {
    code: "NX216",
    field: api,
    find: (hub: Readonly<Record<string, unknown>>) => {
      const value = hub[api];
      if (typeof value !== "number" && typeof value !== "bigint") return undefined;
      if (value >= least && (most === undefined || value <= most)) return undefined;
      return {
        keys: [api],
        summary: `"${name}" is too ${value < least ? "small" : "large"}`,
        detail: `Received ${text(value)}.`,
        allowed: most === undefined ? `${text(least)} or more` : `${text(least)} to ${text(most)}`,
        nomad: nomad(text(value)),
      };
    },
  };
}

/** A field by its name in the API, with its name in HCL: that of the API where HCL has none. */
function fieldOf({ fields }: Block, api: string): readonly [string, Field | undefined] {
  const [name = api, field] = Object.entries(fields).find(([, each]) => each.api === api) ?? [];
  return [field?.facts.apiOnly === true ? api : name, field];
}
