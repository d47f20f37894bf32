import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { didYouMean } from "../diagnostics/did-you-mean.ts";
import { parseDuration } from "../units/duration.ts";
import type { ApiJob } from "./api-job.ts";
import { expectedTexts } from "./expected-texts.ts";
import { isRecord, showValue, type KeyPath } from "./key-path.ts";
import { plainData } from "./plain-data.ts";
import { misspelt, suggest, toDiagnostic, type Problem } from "./problems.ts";
import { readBody, readData } from "./read-body.ts";
import { job as jobBlock } from "./schema/job.ts";
import {
  configFor,
  type Attribute,
  type Block,
  type Field,
  type HubObject,
  type NestedBlock,
} from "./schema/_define.ts";
import { isSecret, revealSecret } from "./secret.ts";
import { specKeys } from "./spelling.ts";
import { structureProblems } from "./structure-problems.ts";

/** The result of reading a job that someone wrote. */
export interface ReadJob {
  /** As good as it could be made; not to be sent anywhere when a diagnostic is an error. */
  readonly job: ApiJob;
  readonly diagnostics: readonly Diagnostic[];
  /** Values marked with `secret()`, to be kept out of every output. */
  readonly secrets: readonly string[];
}

/**
 * Reads a job as it is written in TypeScript into the API's form, as Nomad's own parser would from the same job in HCL:
 * same names, same defaults at parse, durations in nanoseconds; and checks its structure. Never throws; all problems are
 * reported together, with `keys` as steps into `spec`.
 * @see hashicorp/nomad jobspec2/parse.go and parse_job.go (2.0.5)
 */
export function readSpec(name: string, spec: unknown): ReadJob {
  const reader = new SpecReader();
  const { value, problems } = plainData(spec);
  for (const problem of problems) reader.diagnostics.push(toDiagnostic("NX203", problem));
  const job = reader.job(name, value);
  const structure = structureProblems(job, reader.diagnostics, (keys) => specKeys(job, keys));
  return { job, diagnostics: [...reader.diagnostics, ...structure], secrets: [...reader.secrets] };
}

type ProblemCode = Diagnostic["code"];
type SpecObject = Readonly<Record<string, unknown>>;

class SpecReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly secrets = new Set<string>();
  readonly #reveal = (value: string): void => void this.secrets.add(value);

  job(name: string, spec: unknown): ApiJob {
    if (name === "") this.#report("NX209", { keys: [], summary: "The job has no name" });
    if (!isRecord(spec)) {
      this.#report("NX203", {
        keys: [],
        summary: "A job is an object",
        detail: `Received ${showValue(spec)}.`,
      });
      return { ID: name, Name: name };
    }
    return this.#block(jobBlock, spec, [], name);
  }

  #block(block: Block, spec: SpecObject, keys: KeyPath, label?: string): HubObject {
    const hub: HubObject = {};
    const what = describeBlock(keys, label);
    if (label !== undefined && block.label !== undefined) hub[block.label] = label;
    for (const [key, value] of Object.entries(spec)) {
      if (value === undefined || value === null) continue;
      const field = Object.hasOwn(block.fields, key) ? block.fields[key] : undefined;
      if (field === undefined || field.facts.apiOnly === true) this.#unknownKey(block, key, keys, what);
      else {
        const read = this.#field(field, value, [...keys, key], configFor(block, spec["driver"]));
        if (read !== undefined) hub[field.api === "" ? key : field.api] = read;
      }
    }
    this.#requireFields(block, spec, keys, what);
    block.afterRead?.(hub);
    return hub;
  }

  #field(field: Field, value: unknown, keys: KeyPath, config: Block | undefined): unknown {
    switch (field.kind) {
      case "attribute":
        return this.#attribute(field, value, keys);
      case "block":
        return this.#nested(field, value, keys);
      case "body":
        return this.#body(value, keys, config);
    }
  }

  #nested(field: NestedBlock, value: unknown, keys: KeyPath): unknown {
    switch (field.repeat) {
      case "one": {
        const items = this.#items(field.block, value, keys);
        if (items !== undefined && items.length > 1) {
          this.#report("NX207", {
            keys: [...keys, 1],
            summary: `"${String(keys.at(-1))}" may be used only once here`,
          });
        }
        return items?.[0];
      }
      // No block is no list, as in HCL: what makes blocks of a list may come to none.
      case "list":
        return unlessEmpty(this.#items(field.block, value, keys));
      case "labelled":
        return unlessEmpty(this.#labels(field.block, value, keys)?.flatMap(([, items]) => items));
      case "map": {
        const entries = this.#labels(field.block, value, keys)?.map(
          ([label, items]) => [label, items.at(-1)] as const,
        );
        return entries === undefined ? undefined : Object.fromEntries(entries);
      }
    }
  }

  /** The blocks that stand under one key: one object, or a list of them. */
  #items(block: Block, value: unknown, keys: KeyPath, label?: string): HubObject[] | undefined {
    const given: readonly unknown[] = Array.isArray(value) ? value : [value];
    const read: HubObject[] = [];
    given.forEach((item, index) => {
      const at = Array.isArray(value) ? [...keys, index] : keys;
      if (isRecord(item) && !isSecret(item)) read.push(this.#block(block, item, at, label));
      else this.#wrongType(at, "a block (an object)", item);
    });
    return read;
  }

  #labels(block: Block, value: unknown, keys: KeyPath): [string, HubObject[]][] | undefined {
    if (!isRecord(value) || isSecret(value)) {
      this.#wrongType(keys, `an object of ${String(keys.at(-1))} blocks by label`, value);
      return undefined;
    }
    return Object.entries(value).flatMap(([label, item]) => {
      if (item === undefined || item === null) return [];
      if (label === "")
        this.#report("NX209", { keys: [...keys, label], at: "key", summary: "The label is empty" });
      return [[label, this.#items(block, item, [...keys, label], label) ?? []]];
    });
  }

  #attribute(attribute: Attribute, value: unknown, keys: KeyPath): unknown {
    const { type, values } = attribute;
    if (type.name === "duration" && typeof value === "number") {
      this.#report("NX204", {
        keys,
        summary: "A duration needs a unit",
        detail: `Received ${value}, which Nomad would take as ${value} nanoseconds.`,
        help: `Write it as text, for example "${value}s".`,
      });
      return undefined;
    }
    if (type.name === "duration" && typeof value === "string" && parseDuration(value) === undefined) {
      this.#report("NX204", {
        keys,
        summary: "Not a duration",
        detail: `Received ${showValue(value, keys)}. A duration is numbers with units (ns, us, ms, s, m, h), such as "30s" or "1h15m".`,
      });
      return undefined;
    }
    if (!type.isSpec(value)) {
      this.#wrongType(keys, expectedText(type), value);
      return undefined;
    }
    if (
      values !== undefined &&
      typeof value === "string" &&
      !values.includes(value) &&
      !value.includes("${")
    ) {
      this.#report("NX205", {
        keys,
        summary: `${showValue(value, keys)} is not a value of "${String(keys.at(-1))}"`,
        detail: `Allowed: ${values.map((allowed) => showValue(allowed)).join(", ")}.`,
        help: suggest(didYouMean(value, values)),
      });
      return undefined;
    }
    return this.#convert(type.name, value, keys);
  }

  /** The API's form of a value that was found to be of its type. */
  #convert(type: Attribute["type"]["name"], value: unknown, keys: KeyPath): unknown {
    switch (type) {
      case "duration":
        return typeof value === "string" ? parseDuration(value) : undefined;
      case "scalar":
        return this.#scalarText(value, keys);
      case "string map":
        return isRecord(value) ? this.#stringMap(value, keys) : undefined;
      default:
        return readData(value, this.#reveal);
    }
  }

  #stringMap(value: SpecObject, keys: KeyPath): Record<string, string> {
    const entries: [string, string][] = [];
    for (const [key, item] of Object.entries(value)) {
      const text = this.#scalarText(item, [...keys, key]);
      if (text !== undefined) entries.push([key, text]);
    }
    return Object.fromEntries(entries);
  }

  /** Text of a scalar as HCL writes it: `1.5` is "1.5", `true` is "true". */
  #scalarText(value: unknown, keys: KeyPath): string | undefined {
    if (isSecret(value)) {
      this.#reveal(revealSecret(value));
      return revealSecret(value);
    }
    if (typeof value === "number" && /[eIN]/.test(String(value))) {
      this.#wrongType(keys, "a string (the number is too large or too small to be written plainly)", value);
      return undefined;
    }
    if (typeof value === "string") return value;
    return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
  }

  #body(value: unknown, keys: KeyPath, schema: Block | undefined): unknown {
    if (!isRecord(value) || isSecret(value)) {
      this.#wrongType(keys, "a block (an object)", value);
      return undefined;
    }
    if (schema !== undefined) this.#checkDriverBody(schema, value, keys);
    return readBody(value, this.#reveal);
  }

  /** Checks a driver's configuration against the driver's schema; it is kept as it is, as Nomad keeps what has no schema. */
  #checkDriverBody(block: Block, value: SpecObject, keys: KeyPath): void {
    const what = describeBlock(keys, undefined);
    for (const [key, item] of Object.entries(value)) {
      const field = Object.hasOwn(block.fields, key) ? block.fields[key] : undefined;
      if (item === undefined || item === null) continue;
      if (field === undefined) this.#unknownKey(block, key, keys, what);
      else this.#checkDriverField(field, item, [...keys, key]);
    }
    this.#requireFields(block, value, keys, what);
  }

  #checkDriverField(field: Field, value: unknown, keys: KeyPath): void {
    if (field.kind === "block") {
      const given: readonly unknown[] = Array.isArray(value) ? value : [value];
      given.forEach((item, index) => {
        const at = Array.isArray(value) ? [...keys, index] : keys;
        if (isRecord(item) && !isSecret(item)) this.#checkDriverBody(field.block, item, at);
        else this.#wrongType(at, "a block (an object)", item);
      });
    } else if (field.kind === "attribute" && !(typeof value === "string" && value.includes("${"))) {
      this.#attribute(field, value, keys);
    }
  }

  #requireFields(block: Block, spec: SpecObject, keys: KeyPath, what: string): void {
    const meant = misspelt(spec, Object.keys(block.fields));
    for (const [key, field] of Object.entries(block.fields)) {
      const isGiven = spec[key] !== undefined && spec[key] !== null;
      if (field.facts.required !== true || isGiven || meant.has(key)) continue;
      this.#report("NX202", {
        keys,
        at: "key",
        summary: `"${key}" is missing`,
        detail: `Nomad refuses ${what} without it.`,
      });
    }
  }

  #unknownKey(block: Block, key: string, keys: KeyPath, what: string): void {
    const known = Object.entries(block.fields).flatMap(([name, field]) =>
      field.facts.apiOnly ? [] : [name],
    );
    const near = didYouMean(key, known);
    this.#report("NX201", {
      keys: [...keys, key],
      at: "key",
      summary: `"${key}" is not an attribute or block of ${what}`,
      ...(near === undefined ? { detail: `Allowed here: ${known.join(", ")}.` } : {}),
      help: suggest(near),
    });
  }

  #wrongType(keys: KeyPath, expected: string, value: unknown): void {
    this.#report("NX203", {
      keys,
      summary: `"${lastName(keys)}" must be ${expected}`,
      detail: `Received ${isSecret(value) ? "a secret" : showValue(value, keys)}.`,
    });
  }

  #report(code: ProblemCode, problem: Problem): void {
    this.diagnostics.push(toDiagnostic(code, problem));
  }
}

function unlessEmpty(items: HubObject[] | undefined): HubObject[] | undefined {
  return items?.length === 0 ? undefined : items;
}

const expectedText = expectedTexts({
  duration: 'a duration such as "30s"',
  scalar: "a string, a number, true or false",
});

function lastName(keys: KeyPath): string {
  return keys.findLast((key) => typeof key === "string") ?? "job";
}

/** The block that `keys` lead to, in words: `group "web"`, `service`, `job`. */
function describeBlock(keys: KeyPath, label: string | undefined): string {
  const names = keys.filter((key) => typeof key === "string");
  if (keys.length === 0) return "job";
  return label === undefined ? String(names.at(-1)) : `${String(names.at(-2))} ${JSON.stringify(label)}`;
}
