import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { diagnosticCodes } from "../../../diagnostics/diagnostic.ts";
import type { Scope } from "../../../hcl/evaluate/scope.ts";
import type { FunctionWorld } from "../../../hcl/functions/function-world.ts";
import { hclFunctions } from "../../../hcl/functions/functions.ts";
import { objectValue } from "../../../hcl/values/value.ts";
import type { Value } from "../../../hcl/values/value.ts";
import type { ApiJob } from "../../api-job.ts";
import { formatKeys, type KeyPath } from "../../key-path.ts";
import { job as jobBlock } from "../../schema/job.ts";
import { specKeys } from "../../spelling.ts";
import { structureProblems } from "../../structure-problems.ts";
import { BlockDecoder } from "./decode-block.ts";
import { collectValues, placedProblem, type VariableValues } from "./given-values.ts";
import type { Content, HclBlock, Report, Shape } from "./hcl-body.ts";
import { HclPlaces } from "./hcl-places.ts";
import { declaredVariables, settledValues, type InputVariable } from "./input-variables.ts";
import { localValues } from "./local-values.ts";
import { parseBody, type NamedText } from "./parse-body.ts";
import { unresolvedReference } from "./unresolved-reference.ts";
import type { SourceRange } from "../../../text/index.ts";

/** A job file in HCL, and what its variables and functions get. */
export interface HclJobFile extends NamedText {
  readonly values?: VariableValues;
  /** The outside world, as far as functions may use it; without it, those of files are switched off, as on a server. */
  readonly world?: FunctionWorld;
}

/** The result of reading a job file in HCL. */
export interface ReadHcl {
  /** As good as it could be made; not to be sent anywhere when a diagnostic is an error. */
  readonly job: ApiJob;
  readonly diagnostics: readonly Diagnostic[];
  /** The variables that the file declares, by name. */
  readonly variables: ReadonlyMap<string, InputVariable>;
  /** The texts in the value that a variable has in the end, as of one that is to be kept secret. */
  readonly textsIn: (variable: string) => readonly string[];
  /** Where steps into the job lead in the text. */
  readonly placeOf: (keys: KeyPath, at?: "key" | "value") => SourceRange | undefined;
}

const fileShape: Shape = {
  arguments: new Set(),
  blocks: new Map([
    ["variables", 0],
    ["variable", 1],
    ["locals", 0],
    ["job", 1],
  ]),
};

/**
 * Reads a job file in HCL as Nomad 2.0.5 does: parses it, gives its variables their values, evaluates it and decodes the job
 * into the API's form, durations in nanoseconds; and checks its structure. Never throws; all problems are reported together.
 *
 * @example
 * const { job, diagnostics } = readHcl({ file: "web.nomad.hcl", text, values: { flags: { count: "2" } } });
 * @see hashicorp/nomad jobspec2/parse.go ParseWithConfig (2.0.5)
 */
export function readHcl(file: HclJobFile): ReadHcl {
  const { source, diagnostics, body } = parseBody(file);
  const places = new HclPlaces(source);
  const nothing = {
    job: {},
    variables: new Map<string, InputVariable>(),
    textsIn: () => [],
    placeOf: () => undefined,
  };
  if (diagnostics.length > 0) return { ...nothing, diagnostics };

  const found: Diagnostic[] = [];
  const report: Report = (problem) => found.push(source.diagnostic(problem));
  const content = body.content(fileShape, report);
  if (found.length > 0) return { ...nothing, diagnostics: found };

  const functions = hclFunctions(file.world);
  const variables = declaredVariables(content.blocks, report);
  const collected = collectValues(variables, file.values ?? {});
  found.push(...collected.diagnostics);
  const values = settledValues(variables, collected.given, hclFunctions(), report, (problem, { place }) => {
    found.push(placedProblem(problem, place));
  });
  const outer: Scope = {
    functions,
    variables: new Map([["var", objectValue(values)]]),
    undefinedReference: (reference) => unresolvedReference(file.text, reference),
  };
  const locals = localValues(content.blocks, outer, report);
  const textsIn = (variable: string): readonly string[] => textsOf(values.get(variable));
  if (found.length > 0) return { ...nothing, variables, textsIn, diagnostics: found };

  const scope: Scope = { parent: outer, variables: new Map([["local", objectValue(locals)]]) };
  const given = jobOf(body.within(scope).content(fileShape, report), report);
  if (given === undefined) {
    found.push(missingJob(file.file));
    return { ...nothing, variables, textsIn, diagnostics: found };
  }
  const decoder = new BlockDecoder(places, report);
  const job: ApiJob = decoder.decode(jobBlock, given);
  // Nomad looks into these only when all else is right; a mistake in them is a mistake all the same.
  decoder.decodeBodies();
  // A part that could not be read is not reported as missing, too.
  const isMissing = ({ code }: Diagnostic): boolean => code === "NX202" || code === "NX209";
  const structure = structureProblems(job, [], (keys) => keys)
    .filter((diagnostic) => found.length === 0 || !isMissing(diagnostic))
    .map((diagnostic): Diagnostic => {
      const { keys = [], at } = diagnostic;
      const range = places.rangeOf(job, keys, at);
      const path = formatKeys(specKeys(job, keys));
      return { ...diagnostic, path, ...(range === undefined ? {} : { source: range }) };
    });
  return {
    job,
    variables,
    textsIn,
    diagnostics: [...found, ...structure],
    placeOf: (keys, at) => places.rangeOf(job, keys, at),
  };
}

/** The one job of the file, with a body that knows its variables; a second one is reported. */
function jobOf(content: Content, report: Report): HclBlock | undefined {
  const [first, ...others] = content.blocks.filter(({ type }) => type === "job");
  for (const { header } of others) {
    const detail = "A job file has one job: put the other one into a file of its own.";
    report({ code: "NX207", detail, subject: header });
  }
  return first;
}

/** The texts in a value, in its order. */
function textsOf(value: Value | undefined): readonly string[] {
  if (value === undefined) return [];
  if (value.kind === "string") return [value.value];
  const within = "items" in value ? value.items : "entries" in value ? [...value.entries.values()] : [];
  return within.flatMap(textsOf);
}

function missingJob(file: string): Diagnostic {
  const start = { line: 1, column: 1, offset: 0 };
  return {
    severity: "error",
    code: "NX106",
    summary: diagnosticCodes.NX106,
    detail: 'There is no block job "name" { … } in the file.',
    source: { file, start, end: start },
  };
}
