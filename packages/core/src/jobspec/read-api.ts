import { didYouMean } from "../diagnostics/did-you-mean.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ApiJob } from "./api-job.ts";
import { expectedTexts } from "./expected-texts.ts";
import { isRecord, showValue, type KeyPath } from "./key-path.ts";
import { plainData } from "./plain-data.ts";
import { suggest, toDiagnostic, type Problem } from "./problems.ts";
import type { ReadJob } from "./read-spec.ts";
import { job as jobBlock } from "./schema/job.ts";
import { structureProblems } from "./structure-problems.ts";
import type { Attribute, Block, Field, HubObject, NestedBlock } from "./schema/_define.ts";

/**
 * Reads a job in the API's own form: bare, or wrapped as `{"Job": …}`. Keys match without regard to case and a field
 * that Nomad does not know is a warning, since Nomad ignores it; `null` in a list is an error, since Nomad's handler
 * crashes on most of them. The structure is checked, too. Never throws; `keys` of a diagnostic are steps into `given`.
 * @see hashicorp/nomad command/agent/job_endpoint.go, Go encoding/json (2.0.5)
 */
export function readApiJob(given: unknown): ReadJob {
  const reader = new ApiReader();
  const { value, problems } = plainData(given);
  for (const problem of problems) reader.diagnostics.push(toDiagnostic("NX203", problem));
  const wrapper = isRecord(value) ? Object.keys(value).find((key) => key.toLowerCase() === "job") : undefined;
  const within: KeyPath = wrapper === undefined ? [] : [wrapper];
  const job = reader.job(wrapper === undefined || !isRecord(value) ? value : value[wrapper], within);
  const structure = structureProblems(job, reader.diagnostics, (keys) => [...within, ...keys]);
  return { job, diagnostics: [...reader.diagnostics, ...structure], secrets: [] };
}

class ApiReader {
  readonly diagnostics: Diagnostic[] = [];

  job(value: unknown, keys: KeyPath): ApiJob {
    if (!isRecord(value)) {
      this.#report("NX203", {
        keys,
        summary: "A job is an object",
        detail: `Received ${showValue(value, keys)}.`,
      });
      return {};
    }
    const job: ApiJob = this.#block(jobBlock, value, keys);
    if (typeof job.ID !== "string" || job.ID === "") {
      this.#report("NX202", { keys, summary: '"ID" is missing', detail: "Nomad refuses a job without it." });
    }
    return job;
  }

  #block(block: Block, value: Readonly<Record<string, unknown>>, keys: KeyPath): HubObject {
    const hub: HubObject = {};
    for (const [key, item] of Object.entries(value)) {
      const field = fieldByApi(block).get(key.toLowerCase());
      if (field === undefined) {
        this.#unknownKey(block, key, keys);
      } else if (item !== null && item !== undefined) {
        const read = this.#field(field, item, [...keys, key]);
        if (read !== undefined) hub[field.api] = read;
      }
    }
    return hub;
  }

  #field(field: Field, value: unknown, keys: KeyPath): unknown {
    switch (field.kind) {
      case "attribute":
        return this.#attribute(field, value, keys);
      case "block":
        return this.#nested(field, value, keys);
      case "body":
        if (isRecord(value)) return value;
        this.#wrongType(keys, "an object", value);
        return undefined;
    }
  }

  #attribute(attribute: Attribute, value: unknown, keys: KeyPath): unknown {
    const filled = withoutNulls(value, attribute.type.name);
    if (attribute.type.isHub(filled)) return filled;
    const help =
      attribute.type.name === "duration" && typeof value === "string"
        ? "In JSON a duration is a whole number of nanoseconds."
        : undefined;
    this.#wrongType(keys, expectedText(attribute.type), value, help);
    return undefined;
  }

  #nested(field: NestedBlock, value: unknown, keys: KeyPath): unknown {
    switch (field.repeat) {
      case "one":
        return this.#object(field.block, value, keys);
      case "map": {
        if (!isRecord(value)) break;
        const read = Object.entries(value).map(([label, item]) => [
          label,
          this.#object(field.block, item, [...keys, label]),
        ]);
        return Object.fromEntries(read) as unknown;
      }
      case "list":
      case "labelled":
        if (!Array.isArray(value)) break;
        return value.flatMap(
          (item: unknown, index) => this.#object(field.block, item, [...keys, index]) ?? [],
        );
    }
    this.#wrongType(keys, field.repeat === "map" ? "an object" : "a list", value);
    return undefined;
  }

  #object(block: Block, value: unknown, keys: KeyPath): HubObject | undefined {
    if (isRecord(value)) return this.#block(block, value, keys);
    this.#wrongType(keys, "an object", value);
    return undefined;
  }

  #unknownKey(block: Block, key: string, keys: KeyPath): void {
    const near = didYouMean(
      key,
      [...fieldByApi(block).values()].map((field) => field.api),
    );
    this.#report("NX201", {
      severity: "warning",
      keys: [...keys, key],
      at: "key",
      summary: `"${key}" is not a field of Nomad's ${block.struct}`,
      detail: "Nomad ignores it.",
      help: suggest(near),
    });
  }

  #wrongType(keys: KeyPath, expected: string, value: unknown, help?: string): void {
    const name = keys.findLast((key) => typeof key === "string") ?? "Job";
    this.#report("NX203", {
      keys,
      summary: `"${name}" must be ${expected}`,
      detail: `Received ${showValue(value, keys)}.`,
      help,
    });
  }

  #report(code: Diagnostic["code"], problem: Problem): void {
    this.diagnostics.push(toDiagnostic(code, problem));
  }
}

/** Go decodes a null in a list or map of strings to "", and in a map of lists to an empty list. */
function withoutNulls(value: unknown, type: Attribute["type"]["name"]): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => item ?? "");
  if (!isRecord(value) || (type !== "string map" && type !== "strings map")) return value;
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    item ?? (type === "string map" ? "" : []),
  ]);
  return Object.fromEntries(entries) as unknown;
}

/** The fields of a block by their API names in lower case: Go matches JSON keys so. */
function fieldByApi(block: Block): ReadonlyMap<string, Field> {
  let known = fieldsByApi.get(block);
  if (known === undefined) {
    known = new Map(
      Object.values(block.fields).flatMap((field) =>
        field.facts.sugar ? [] : [[field.api.toLowerCase(), field]],
      ),
    );
    fieldsByApi.set(block, known);
  }
  return known;
}

/** Derived from the schema, which is constant. */
const fieldsByApi = new WeakMap<Block, ReadonlyMap<string, Field>>();

const expectedText = expectedTexts({ duration: "a whole number of nanoseconds", scalar: "a string" });
