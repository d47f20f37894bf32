import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { parseHcl } from "../../hcl/parse-hcl.ts";
import { openJobFile, type HclJobFile } from "../../jobspec/hcl/read/job-file.ts";
import { variableText } from "../../jobspec/hcl/read/variable-text.ts";
import { job as jobBlock } from "../../jobspec/schema/job.ts";
import { printModule, type Constant } from "../module.ts";
import { text } from "../syntax/script.ts";
import { BlockImporter } from "./block-importer.ts";
import { commentsByPlace, type PlacedComments } from "./comments.ts";
import { ImportState } from "./import-state.ts";
import { inKeyOrder } from "./key-order.ts";
import type { Binding, Names } from "./names.ts";
import type { Place } from "./place.ts";
import { declarations } from "./declarations.ts";

/** A job file in HCL as the source of one in TypeScript. */
export interface ImportedHcl {
  /** `undefined` where there is an error among the diagnostics. */
  readonly text: string | undefined;
  /**
   * Errors name what is wrong with the file, and what has no equal in TypeScript; warnings, for what expressions the value
   * is written that they have now.
   */
  readonly diagnostics: readonly Diagnostic[];
  /** The values that the variables had, as texts for `--var`. */
  readonly vars: Readonly<Record<string, string>>;
}

/**
 * Writes a job file in HCL as the TypeScript that an engineer would write for it: variables are declared with
 * `variables()`, locals are constants, `dynamic` blocks go through lists, texts with references are templates, and comments
 * stand where they stood. What depends on no variable and has no equal is written as its value; the file is left unwritten
 * where something that depends on one has none.
 *
 * Variables need values, as for `readHcl`: types of expressions are told by them.
 *
 * @example
 * importHcl({ file: "web.nomad.hcl", text: 'job "web" { … }' }).text // import { job } from "@nomadx/core"; …
 */
export function importHcl(file: HclJobFile): ImportedHcl {
  const open = openJobFile(file);
  if (open.job === undefined || open.diagnostics.length > 0)
    return { text: undefined, diagnostics: open.diagnostics, vars: {} };
  const isJson = /^ *\{/.test(file.text);
  const native = isJson ? undefined : parseHcl(file.text, file.file);
  const comments =
    native === undefined ? new Map<number, PlacedComments>() : commentsByPlace(native.source, native.tree);
  const state = new ImportState(open, comments, native?.tree.items ?? []);
  const importer = new BlockImporter(state);
  const bindings: readonly (readonly [string, Binding])[] = [
    ["var", { kind: "variables" }],
    ["local", { kind: "locals" }],
  ];
  const names: Names = new Map(bindings);
  const place: Place = { scope: open.scope, names };

  const header = takeHeader(comments.get(Math.min(...open.blocks.map((each) => each.typeRange.start))));
  const { start } = open.job.header;
  const spec = importer.block(jobBlock, open.job.body, place, start);
  const locals = usedLocals(importer, state, place);
  const variables = declarations(importer.translator, state, place);
  const last = comments.get(Math.max(...open.blocks.map((each) => each.typeRange.start)));
  const written = printModule({
    name: text(open.job.labels[0]?.value ?? ""),
    spec,
    header,
    above: comments.get(start)?.above ?? [],
    ...locals,
    ...(variables !== undefined && { variables }),
    footer: last?.below ?? [],
  });
  const hasFailed = state.problems.length > 0;
  return {
    text: hasFailed ? undefined : written,
    diagnostics: [...state.problems, ...state.notes],
    vars: Object.fromEntries(Array.from(open.values.var, ([name, value]) => [name, variableText(value)])),
  };
}

/** The comments above the first block that do not belong to it, since an empty line is between. */
function takeHeader(first: PlacedComments | undefined): readonly string[] {
  return first?.isDetached === true ? first.above.splice(0) : [];
}

/** The constants of the locals that the job uses; those that depend on variables stand in its function. */
function usedLocals(
  importer: BlockImporter,
  state: ImportState,
  place: Place,
): { readonly constants: readonly Constant[]; readonly locals: readonly Constant[] } {
  const constants: Constant[] = [];
  const locals: Constant[] = [];
  // Those that refer to others come after them, so that all uses of one are known when its turn is come.
  for (const { name, nameRange, expression: written } of state.file.locals.toReversed()) {
    if (!state.localNames.has(name)) continue;
    const expression = state.inKeyOrder.has(name) ? inKeyOrder(written) : written;
    const [value, note] = importer.translator.orValue(expression, place, (at) =>
      importer.translator.translate(expression, at),
    );
    if (value === undefined) continue;
    const isEmpty = value.kind === "array" && value.items.length === 0;
    const type = isEmpty ? "readonly string[]" : state.widened.get(name);
    const constant: Constant = {
      name: state.localName(name),
      value,
      ...state.remarks(nameRange.start, ...note),
      ...(type !== undefined && { type }),
    };
    (state.dependsOnVariables(name) ? locals : constants).unshift(constant);
  }
  return { constants, locals };
}
