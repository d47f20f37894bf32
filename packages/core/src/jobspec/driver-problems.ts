import { didYouMean } from "../diagnostics/did-you-mean.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ApiJob } from "./api-job.ts";
import { expectedTexts } from "./expected-texts.ts";
import { isRecord, showValue, type KeyPath } from "./key-path.ts";
import { misspelt, suggest, toDiagnostic, type ReportProblem } from "./problems.ts";
import { configFor, type Attribute, type Block } from "./schema/_define.ts";
import { visitBlocks } from "./visit-blocks.ts";

/**
 * Finds what the drivers of a job's tasks refuse of their configuration: options that they do not know, values of another type,
 * and options that are missing. Nomad registers such a job all the same, and its tasks fail. Podman's driver has versions of
 * its own, so that its problems are warnings; of drivers that nomadx does not know, nothing is said. What a reader of
 * TypeScript has told already is found again. `keys` of a diagnostic are steps into `job`.
 *
 * @example driverProblems(job)[0]?.summary // '"Command" is not an option of raw_exec'
 * @see hashicorp/nomad client/allocrunner/taskrunner/task_runner.go runDriver, helper/pluginutils/hclutils/util.go (2.0.5)
 */
export function driverProblems(job: ApiJob): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const { block, hub, keys } of visitBlocks(job)) {
    const driver = hub["Driver"];
    const schema = configFor(block, driver);
    const config = hub["Config"] ?? {};
    if (typeof driver !== "string" || schema === undefined || !isRecord(config)) continue;
    const severity = driver === "podman" ? "warning" : "error";
    const report: ReportProblem = (code, problem) =>
      void diagnostics.push(toDiagnostic(code, { ...problem, severity }));
    checkOptions(schema, config, { driver, keys: [...keys, "Config"], report });
  }
  return diagnostics;
}

/** The place of options: whose they are, and where. */
interface Place {
  readonly driver: string;
  readonly keys: KeyPath;
  readonly report: ReportProblem;
}

function checkOptions(block: Block, options: Readonly<Record<string, unknown>>, place: Place): void {
  const { driver, keys, report } = place;
  for (const [name, value] of Object.entries(options)) {
    // The driver is given null as nothing, and reads HCL's JSON, which has comments.
    if (value === null || value === undefined || name === "//") continue;
    const field = Object.hasOwn(block.fields, name) ? block.fields[name] : undefined;
    const at = { ...place, keys: [...keys, name] };
    if (field === undefined) unknownOption(block, name, at);
    else if (field.kind === "attribute") checkValue(field, value, at);
    else if (field.kind === "block") checkBlocks(field.block, value, at);
  }
  const meant = misspelt(options, Object.keys(block.fields));
  for (const [name, { facts }] of Object.entries(block.fields)) {
    if (facts.required !== true || (options[name] ?? null) !== null || meant.has(name)) continue;
    report("NX202", {
      keys,
      at: "key",
      summary: `"${name}" is missing`,
      detail: `The driver ${driver} does not start the task without it.`,
    });
  }
}

function unknownOption(block: Block, name: string, { driver, keys, report }: Place): void {
  const known = Object.keys(block.fields);
  const near = didYouMean(name, known);
  report("NX201", {
    keys,
    at: "key",
    summary: `"${name}" is not an option of ${block.struct}`,
    detail:
      near === undefined
        ? `The driver ${driver} does not start the task. Allowed here: ${known.join(", ")}.`
        : `The driver ${driver} does not start the task.`,
    help: suggest(near),
  });
}

function checkValue({ type }: Attribute, value: unknown, { driver, keys, report }: Place): void {
  if (type.isHub(value)) return;
  const isLoneMap = type.name.endsWith(" map") && isRecord(value) && type.isHub([value]);
  report("NX203", {
    keys,
    summary: `"${String(keys.at(-1))}" must be ${expectedText(type)}`,
    detail: `Received ${showValue(value, keys)}. The driver ${driver} does not start the task.`,
    ...(isLoneMap && { help: "Put the object into a list, as blocks of HCL are." }),
  });
}

function checkBlocks(block: Block, value: unknown, place: Place): void {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  items.forEach((item, index) => {
    const keys = Array.isArray(value) ? [...place.keys, index] : place.keys;
    if (isRecord(item)) {
      checkOptions(block, item, { ...place, keys });
      return;
    }
    place.report("NX203", {
      keys,
      summary: `"${String(place.keys.at(-1))}" must be an object, or a list of objects`,
      detail: `Received ${showValue(item, keys)}. The driver ${place.driver} does not start the task.`,
    });
  });
}

const lists = {
  "int map": "a list of objects of whole numbers",
  "string map": "a list of objects of strings",
};
const texts = expectedTexts({ duration: "a duration", scalar: "a string" });

function expectedText(type: Attribute["type"]): string {
  return type.name === "int map" || type.name === "string map" ? lists[type.name] : texts(type);
}
