import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { readingCodes } from "../../../diagnostics/reading-codes.ts";
import type { Value } from "../../../hcl/values/value.ts";
import type { ApiJob } from "../../api-job.ts";
import { formatKeys, type KeyPath } from "../../key-path.ts";
import { job as jobBlock } from "../../schema/job.ts";
import { specKeys } from "../../spelling.ts";
import { structureProblems } from "../../structure-problems.ts";
import { BlockDecoder } from "./decode-block.ts";
import { explainErrors } from "./explain-errors.ts";
import type { Report } from "./hcl-body.ts";
import { HclPlaces } from "./hcl-places.ts";
import type { InputVariable } from "./input-variables.ts";
import { openJobFile, type HclJobFile } from "./job-file.ts";
import type { SourceRange } from "../../../text/index.ts";

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

/**
 * Reads a job file in HCL as Nomad 2.0.5 does: parses it, gives its variables their values, evaluates it and decodes the job
 * into the API's form, durations in nanoseconds; and checks its structure. Never throws; all problems are reported together.
 *
 * @example
 * const { job, diagnostics } = readHcl({ file: "web.nomad.hcl", text, values: { flags: { count: "2" } } });
 * @see hashicorp/nomad jobspec2/parse.go ParseWithConfig (2.0.5)
 */
export function readHcl(file: HclJobFile): ReadHcl {
  const read = readUnexplained(file);
  return { ...read, diagnostics: explainErrors(file.text, file.file, read.diagnostics) };
}

function readUnexplained(file: HclJobFile): ReadHcl {
  const { source, diagnostics, variables, values, job: given } = openJobFile(file);
  const textsIn = (variable: string): readonly string[] => textsOf(values.var.get(variable));
  const nothing = { job: {}, variables, textsIn, placeOf: () => undefined };
  const found: Diagnostic[] = [...diagnostics];
  const report: Report = (problem) => found.push(source.diagnostic(problem));
  if (given === undefined) {
    if (found.length === 0) found.push(missingJob(file.file));
    return { ...nothing, diagnostics: found };
  }
  const places = new HclPlaces(source);
  const decoder = new BlockDecoder(places, report);
  const job: ApiJob = decoder.decode(jobBlock, given);
  // Nomad looks into these only when all else is right; a mistake in them is a mistake all the same.
  decoder.decodeBodies();
  // A part that could not be read is not reported as missing, too.
  const isMissing = ({ code }: Diagnostic): boolean => code === "NX202" || code === "NX209";
  const isBroken = found.some(({ severity }) => severity === "error");
  const structure = structureProblems(job, [], (keys) => keys)
    .filter((diagnostic) => !isBroken || !isMissing(diagnostic))
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
    summary: readingCodes.NX106,
    detail: 'There is no block job "name" { … } in the file.',
    source: { file, start, end: start },
  };
}
