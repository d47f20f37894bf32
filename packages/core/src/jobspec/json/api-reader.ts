import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ApiJob } from "../api-job.ts";
import { expectedTexts } from "../expected-texts.ts";
import { isRecord, showValue, type KeyPath } from "../key-path.ts";
import { suggest, toDiagnostic, type Problem } from "../problems.ts";
import type { ReadJob } from "../read-spec.ts";
import { job as jobBlock } from "../schema/job.ts";
import { zeroIsAbsent } from "../schema/_define.ts";
import type { Attribute, Block, Field, HubObject, NestedBlock } from "../schema/_define.ts";
import { isHubObject } from "../schema/_hub.ts";
import { structureProblems } from "../structure-problems.ts";
import { decodeAttribute } from "./decode-attribute.ts";
import { plainOf, type Json, type JsonObject } from "./json.ts";

/** A job that was read, and the name that it is wrapped in, if it is. */
interface Unwrapped {
  readonly job: ApiJob;
  readonly wrapper: string | undefined;
}

/**
 * Reads JSON into the API's job as Nomad's HTTP layer does: names match without regard to case, what stands twice goes over
 * what was there, and names that are not known are ignored, which is a warning.
 * @see hashicorp/nomad command/agent/job_endpoint.go jobUpdate (2.0.5), Go encoding/json decode.go
 */
export class ApiReader {
  readonly diagnostics: Diagnostic[] = [];

  /** Reads a job, bare or wrapped as `{"Job": …}`, and checks its structure. */
  read(json: Json): ReadJob {
    const { job, wrapper } = this.#unwrapped(json);
    const within = wrapper === undefined ? [] : [wrapper];
    const structure = structureProblems(job, this.diagnostics, (keys) => [...within, ...keys]);
    return { job, diagnostics: [...this.diagnostics, ...structure], secrets: [] };
  }

  #unwrapped(json: Json): Unwrapped {
    const isWrapped = json.kind === "object" && json.members.some(([name]) => isJob(name));
    if (!isWrapped) return { job: this.#withId(this.#job(json, []), []), wrapper: undefined };
    let wrapper = "Job";
    let last: Json | undefined;
    let job: HubObject | undefined;
    for (const [name, value] of json.members) {
      if (!isJob(name)) {
        this.#beside(name);
        continue;
      }
      wrapper = name;
      last = value;
      job = value.kind === "null" ? undefined : this.#job(value, [name], job);
    }
    if (last?.kind === "null") this.#report("NX202", { keys: [wrapper], summary: "There is no job in it" });
    return { job: this.#withId(job, [wrapper]), wrapper };
  }

  /** `undefined` after a report. */
  #job(json: Json, keys: KeyPath, before?: HubObject): HubObject | undefined {
    if (json.kind === "object") return this.#block(jobBlock, json, keys, before);
    const detail = `Received ${shown(json, keys)}.`;
    this.#report("NX203", { keys, summary: "A job is an object", detail });
    return undefined;
  }

  #withId(job: HubObject | undefined, keys: KeyPath): ApiJob {
    if (job !== undefined && (typeof job["ID"] !== "string" || job["ID"] === "")) {
      this.#report("NX202", { keys, summary: '"ID" is missing', detail: "Nomad refuses a job without it." });
    }
    return job ?? {};
  }

  #block(block: Block, json: JsonObject, keys: KeyPath, before?: HubObject): HubObject {
    const hub = before ?? {};
    for (const [name, value] of json.members) {
      const field = fieldsByName(block).get(foldName(name));
      if (field === undefined) {
        this.#unknownName(block, name, keys);
        continue;
      }
      const read = this.#field(block, field, value, [...keys, name], hub[field.api]);
      if (read === undefined) delete hub[field.api];
      else hub[field.api] = read;
    }
    return hub;
  }

  #field(owner: Block, field: Field, json: Json, keys: KeyPath, before: unknown): unknown {
    if (json.kind === "null") {
      // Go has no nil for a scalar that is no pointer: it stays what it is.
      return field.kind === "attribute" && zeroIsAbsent(owner, field) && !isCollection(field)
        ? before
        : undefined;
    }
    switch (field.kind) {
      case "attribute":
        return this.#attribute(field, json, keys, before);
      case "block":
        return this.#nested(field, json, keys, before);
      case "body":
        return this.#body(json, keys, before);
    }
  }

  #attribute(attribute: Attribute, json: Json, keys: KeyPath, before: unknown): unknown {
    const help =
      attribute.type.name === "duration" && json.kind === "string"
        ? "In JSON a duration is a whole number of nanoseconds."
        : undefined;
    return decodeAttribute(json, attribute.type, before, (at, value) =>
      this.#wrongType([...keys, ...at], expectedText(attribute.type), value, { help, name: keys.at(-1) }),
    );
  }

  #nested(field: NestedBlock, json: Json, keys: KeyPath, before: unknown): unknown {
    switch (field.repeat) {
      case "one":
        return this.#object(field.block, json, keys, before);
      case "map": {
        if (json.kind !== "object") break;
        const entries = new Map(isRecord(before) ? Object.entries(before) : []);
        for (const [label, item] of json.members) {
          const read = this.#item(field, item, [...keys, label], undefined);
          if (read !== undefined) entries.set(label, read);
        }
        return Object.fromEntries(entries);
      }
      case "list":
      case "labelled": {
        if (json.kind !== "array") break;
        const old: readonly unknown[] = Array.isArray(before) ? before : [];
        return json.items.flatMap(
          (item, index) => this.#item(field, item, [...keys, index], old[index]) ?? [],
        );
      }
    }
    this.#wrongType(keys, field.repeat === "map" ? "an object" : "a list", json);
    return before;
  }

  /** A block of several; `null` in their place is empty, or none, or what crashes the server. */
  #item({ block, facts }: NestedBlock, json: Json, keys: KeyPath, before: unknown): HubObject | undefined {
    if (json.kind !== "null") return this.#object(block, json, keys, before);
    if (facts.nullItem === "empty") return isHubObject(before) ? before : {};
    const name = String(keys.findLast((key) => typeof key === "string"));
    const isLeftOut = facts.nullItem === "none";
    this.#report("NX203", {
      ...(isLeftOut && { severity: "warning" }),
      keys,
      summary: `null is no item of "${name}"`,
      detail: isLeftOut
        ? "Nomad leaves it out."
        : "Nomad's server crashes on it, and closes the connection without an answer.",
      help: "Leave it out.",
    });
    return undefined;
  }

  #object(block: Block, json: Json, keys: KeyPath, before: unknown): HubObject | undefined {
    const old = isHubObject(before) ? before : undefined;
    if (json.kind === "object") return this.#block(block, json, keys, old);
    this.#wrongType(keys, "an object", json);
    return old;
  }

  /** A value without a schema: Go makes doubles of all numbers in it. */
  #body(json: Json, keys: KeyPath, before: unknown): unknown {
    if (json.kind !== "object") {
      this.#wrongType(keys, "an object", json);
      return before;
    }
    this.#checkNumbers(json, keys);
    const entries = new Map(isRecord(before) ? Object.entries(before) : []);
    for (const [name, value] of json.members) entries.set(name, plainOf(value));
    return Object.fromEntries(entries);
  }

  #checkNumbers(json: Json, keys: KeyPath): void {
    if (json.kind === "array")
      json.items.forEach((item, index) => this.#checkNumbers(item, [...keys, index]));
    if (json.kind === "object") {
      for (const [name, value] of json.members) this.#checkNumbers(value, [...keys, name]);
    }
    if (json.kind !== "number") return;
    const double = Number(json.text);
    if (!Number.isFinite(double)) this.#wrongType(keys, "a number of 64 bits", json);
    else if (/^-?\d+$/.test(json.text) && BigInt(double) !== BigInt(json.text)) {
      this.#report("NX217", {
        severity: "warning",
        keys,
        summary: "The number is too long for Nomad",
        detail: `Nomad makes ${BigInt(double)} of ${json.text}: numbers in a configuration have 53 bits.`,
        help: "Write it as text.",
      });
    }
  }

  #beside(name: string): void {
    const isKnown = requestFields.has(foldName(name));
    this.#report(isKnown ? "NX217" : "NX201", {
      severity: "warning",
      keys: [name],
      at: "key",
      summary: isKnown ? `"${name}" is not read beside the job` : `"${name}" is no part of Nomad's request`,
      detail: isKnown
        ? "It is a part of a request to Nomad, which nomadx makes itself: of the file it reads the job."
        : "Nomad ignores it.",
      help: suggest(isKnown ? undefined : didYouMean(name, ["Job", ...requestNames])),
    });
  }

  #unknownName(block: Block, name: string, keys: KeyPath): void {
    const fields = [...fieldsByName(block).values()].map((field) => field.api);
    const inHcl = Object.hasOwn(block.fields, name) ? block.fields[name]?.api : undefined;
    this.#report("NX201", {
      severity: "warning",
      keys: [...keys, name],
      at: "key",
      summary: `"${name}" is not a field of Nomad's ${block.struct}`,
      detail: "Nomad ignores it.",
      help: suggest(inHcl ?? didYouMean(name, fields)),
    });
  }

  #wrongType(keys: KeyPath, expected: string, json: Json, { name, help }: WrongType = {}): void {
    const what = name ?? keys.findLast((key) => typeof key === "string") ?? "Job";
    this.#report("NX203", {
      keys,
      summary: `"${what}" must be ${expected}`,
      detail: `Received ${shown(json, keys)}.`,
      help,
    });
  }

  #report(code: Diagnostic["code"], problem: Problem): void {
    this.diagnostics.push(toDiagnostic(code, problem));
  }
}

interface WrongType {
  /** The name of the part that has to be something else, where that is not the last name on the way. */
  readonly name?: string | number | undefined;
  readonly help?: string | undefined;
}

function shown(json: Json, keys: KeyPath): string {
  const plain = plainOf(json);
  const text = showValue(plain, keys);
  // 1.0 is not what JavaScript makes of it.
  return json.kind === "number" && text === String(plain) ? json.text : text;
}

/** Go holds lists and maps by value, and has nil for them all the same. */
function isCollection({ type: { name } }: Attribute): boolean {
  return name === "strings" || name === "ints" || name.endsWith(" map");
}

/** The parts of a request beside its job. @see hashicorp/nomad api/jobs.go JobRegisterRequest (2.0.5) */
const requestNames = [
  "EnforceIndex",
  "EvalPriority",
  "JobModifyIndex",
  "Namespace",
  "PolicyOverride",
  "PreserveCounts",
  "PreserveResources",
  "Region",
  "SecretID",
  "Submission",
];
const requestFields: ReadonlySet<string> = new Set(requestNames.map(foldName));

function isJob(name: string): boolean {
  return foldName(name) === "job";
}

/**
 * A name as Go matches it: letters without regard to case, the long s and the sign of the unit Kelvin among them.
 * @see Go encoding/json fold.go foldName
 */
function foldName(name: string): string {
  return name.replaceAll("\u017f", "s").toLowerCase();
}

/** The fields of a block by their names in the API, as they are matched. */
function fieldsByName(block: Block): ReadonlyMap<string, Field> {
  let known = fieldsOfBlocks.get(block);
  if (known === undefined) {
    known = new Map(
      Object.values(block.fields).flatMap((field) =>
        field.facts.sugar ? [] : [[foldName(field.api), field]],
      ),
    );
    fieldsOfBlocks.set(block, known);
  }
  return known;
}

/** Derived from the schema, which is constant. */
const fieldsOfBlocks = new WeakMap<Block, ReadonlyMap<string, Field>>();

const expectedText = expectedTexts({ duration: "a whole number of nanoseconds", scalar: "a string" });
