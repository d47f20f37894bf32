import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import type { Scope } from "../../../hcl/evaluate/scope.ts";
import type { FunctionWorld } from "../../../hcl/functions/function-world.ts";
import { hclFunctions } from "../../../hcl/functions/functions.ts";
import type { HclSource } from "../../../hcl/source.ts";
import { objectValue, type Value } from "../../../hcl/values/value.ts";
import { collectValues, placedProblem, type VariableValues } from "./given-values.ts";
import type { Content, HclArgument, HclBlock, Report, Shape } from "./hcl-body.ts";
import { declaredVariables, settledValues, type InputVariable } from "./input-variables.ts";
import { localArguments, localValues } from "./local-values.ts";
import { parseBody, type NamedText } from "./parse-body.ts";
import { unresolvedReference } from "./unresolved-reference.ts";

/** A job file in HCL, and what its variables and functions get. */
export interface HclJobFile extends NamedText {
  readonly values?: VariableValues;
  /** The outside world, as far as functions may use it; without it, those of files are switched off, as on a server. */
  readonly world?: FunctionWorld;
}

/** A job file whose declarations have been read, and whose job has not. */
export interface OpenJobFile {
  readonly source: HclSource;
  /** With an error among them, there is no job. */
  readonly diagnostics: readonly Diagnostic[];
  /** All blocks of the file. */
  readonly blocks: readonly HclBlock[];
  readonly variables: ReadonlyMap<string, InputVariable>;
  /** The locals, each after those that it refers to. */
  readonly locals: readonly HclArgument[];
  readonly values: { readonly [Root in "var" | "local"]: ReadonlyMap<string, Value> };
  /** The block of the job, with a body that knows variables and locals. */
  readonly job: HclBlock | undefined;
  readonly scope: Scope;
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

/** Parses a job file, and gives its variables and locals their values. */
export function openJobFile(file: HclJobFile): OpenJobFile {
  const { source, diagnostics, body } = parseBody(file);
  const found: Diagnostic[] = [...diagnostics];
  const report: Report = (problem) => found.push(source.diagnostic(problem));
  const nothing: Omit<OpenJobFile, "source"> = {
    diagnostics: found,
    blocks: [],
    variables: new Map<string, InputVariable>(),
    locals: [],
    values: { var: new Map<string, Value>(), local: new Map<string, Value>() },
    job: undefined,
    scope: {},
  };
  if (found.length > 0) return { source, ...nothing };
  const { blocks } = body.content(fileShape, report);
  if (found.length > 0) return { source, ...nothing };

  const variables = declaredVariables(blocks, report);
  const collected = collectValues(variables, file.values ?? {});
  found.push(...collected.diagnostics);
  const values = settledValues(variables, collected.given, hclFunctions(), report, (problem, { place }) => {
    found.push(placedProblem(problem, place));
  });
  const outer: Scope = {
    functions: hclFunctions(file.world),
    variables: new Map([["var", objectValue(values)]]),
    undefinedReference: (reference) => unresolvedReference(file.text, reference),
  };
  const locals = localArguments(blocks, report);
  const localsByName = localValues(locals, outer, report);
  const known = { var: values, local: localsByName };
  if (found.length > 0) return { source, ...nothing, variables, values: known };
  const scope: Scope = { parent: outer, variables: new Map([["local", objectValue(localsByName)]]) };
  const job = jobOf(body.within(scope).content(fileShape, report), report);
  return { source, diagnostics: found, blocks, variables, locals, values: known, job, scope };
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
