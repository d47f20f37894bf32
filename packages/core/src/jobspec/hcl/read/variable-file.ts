import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import type { HclSource } from "../../../hcl/source.ts";
import type { SourceRange } from "../../../text/index.ts";
import { constantValue } from "./argument-value.ts";
import type { HclArgument, Report, Shape } from "./hcl-body.ts";
import { parseBody, type NamedText } from "./parse-body.ts";
import { variableText } from "./variable-text.ts";

/** A file of values for variables; without any where there are diagnostics. */
export interface VariableFile {
  readonly source: HclSource;
  readonly values: readonly HclArgument[];
  readonly diagnostics: readonly Diagnostic[];
}

const declarationShape: Shape = { arguments: new Set(), blocks: new Map([["variable", 1]]) };

/**
 * The arguments of a variable file, in HCL's native syntax or in JSON; they are not evaluated.
 * @see hashicorp/nomad jobspec2/types.variables.go collectInputVariableValues (2.0.5)
 */
export function readVariableFile(file: NamedText): VariableFile {
  const { source, diagnostics: broken, body } = parseBody(file);
  if (broken.length > 0) return { source, values: [], diagnostics: broken };
  const diagnostics: Diagnostic[] = [];
  const report: Report = (problem) => diagnostics.push(source.diagnostic(problem));
  const detail =
    "A file of values has no declarations: declare the variable in the job file, and write name = value here.";
  for (const { typeRange: subject } of body.content(declarationShape, () => undefined).blocks)
    report({ code: "NX111", detail, subject });
  if (diagnostics.length > 0) return { source, values: [], diagnostics };
  return { source, values: body.justArguments(report), diagnostics };
}

/** A value of a variable file. */
export interface FileValue {
  readonly name: string;
  /** Where its name stands. */
  readonly source: SourceRange;
  /** The value as a text for `--var`; `undefined` where it is null, or something is wrong with it. */
  readonly text: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The content of variable files. */
export interface FileTexts {
  readonly values: readonly FileValue[];
  /** Problems with the files; those with a value stand with it. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The values of variable files, in their order, as texts that `--var` takes: for those who do not declare variables in HCL.
 * @example
 * variableFileTexts([{ file: "prod.vars", text: 'zones = ["a"]' }]).values // [{ name: "zones", text: '["a"]', … }]
 */
export function variableFileTexts(files: readonly NamedText[]): FileTexts {
  const read = files.map(readVariableFile);
  const values = read.flatMap(({ source, values: given }) => given.map((each) => fileValue(each, source)));
  return { values, diagnostics: read.flatMap(({ diagnostics }) => diagnostics) };
}

function fileValue(argument: HclArgument, source: HclSource): FileValue {
  const { value, problems } = constantValue(argument);
  return {
    name: argument.name,
    source: source.rangeOf(argument.nameRange),
    text: problems.length > 0 || value.kind === "null" ? undefined : variableText(value),
    diagnostics: problems.map((problem) => source.diagnostic(problem)),
  };
}
