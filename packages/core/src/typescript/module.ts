import { namesIn } from "./syntax/names-in.ts";
import { commentLines, printScript } from "./syntax/print-script.ts";
import { call, type ObjectLiteral, type Script } from "./syntax/script.ts";

/** A job file to be written. */
export interface JobModule {
  readonly name: Script;
  readonly spec: ObjectLiteral;
  /** Comments above everything. */
  readonly header?: readonly string[];
  /** Comments above the job. */
  readonly above?: readonly string[];
  /** Comments after everything. */
  readonly footer?: readonly string[];
  /** Constants of the file. */
  readonly constants?: readonly Constant[];
  /** The variables that the file takes: the argument of `variables()`. */
  readonly variables?: ObjectLiteral;
  /** Constants that depend on variables. */
  readonly locals?: readonly Constant[];
}

/** `const name: type = value;` */
export interface Constant {
  readonly name: string;
  readonly type?: string;
  readonly value: Script;
  readonly above?: readonly string[];
  readonly behind?: string;
}

/** The name of the constant that holds the values of variables. */
export const inputName = "input";

/** The text of a job file. */
export function printModule(module: JobModule): string {
  const { name, spec, header = [], footer = [], constants = [], variables, locals = [], above = [] } = module;
  const job = call("job", name, spec);
  const inFunction = variables !== undefined || locals.length > 0;
  const indent = inFunction ? 2 : 0;
  const isUsed = [spec, ...locals.map(({ value }) => value)].some((each) => namesIn(each).has(inputName));
  const body = [
    ...(variables === undefined
      ? []
      : [
          statement(
            isUsed ? `  const ${inputName} = ` : "  ",
            call("variables", { kind: "code", text: "vars" }, variables),
          ),
        ]),
    ...paragraph(locals.map((each) => constant(each, 2))),
    commentLines(above, indent) + statement(inFunction ? "  return " : "export default ", job),
  ];
  const exported = inFunction
    ? `export default ({ vars }: JobContext) => {\n${body.join("\n")}};\n`
    : body.join("\n");
  const parts = [
    imports(module, inFunction),
    ...paragraph(constants.map((each) => constant(each, 0))),
    exported,
  ];
  const top = commentLines(header, 0);
  const bottom = commentLines(footer, 0);
  return (top === "" ? "" : `${top}\n`) + parts.join("\n") + (bottom === "" ? "" : `\n${bottom}`);
}

/** Names that can be imported, by the module that has it, as imports are sorted. */
const exportedBy = {
  "@nomadx/core": ["asIs", "dedent", "job", "secret", "urlprefix"],
  "@nomadx/core/variables": ["at", "toBool", "toNumber", "variables"],
} as const;

function imports(
  { name, spec, constants = [], variables, locals = [] }: JobModule,
  inFunction: boolean,
): string {
  const scripts = [name, spec, ...[...constants, ...locals].map(({ value }) => value)];
  const used = new Set(["job", ...scripts.flatMap((script) => [...namesIn(script)])]);
  if (variables !== undefined) for (const each of ["variables", ...namesIn(variables)]) used.add(each);
  return Object.entries(exportedBy)
    .flatMap(([from, names]): string[] => {
      const needed: string[] = names.filter((each) => used.has(each));
      if (inFunction && from === "@nomadx/core") needed.push("type JobContext");
      return needed.length === 0 ? [] : [`import { ${needed.join(", ")} } from "${from}";\n`];
    })
    .join("");
}

function paragraph(statements: readonly string[]): readonly string[] {
  return statements.length === 0 ? [] : [statements.join("")];
}

function constant({ name, type, value, above = [], behind }: Constant, indent: number): string {
  const typed = type === undefined ? name : `${name}: ${type}`;
  const written = statement(`${" ".repeat(indent)}const ${typed} = `, value);
  return (
    commentLines(above, indent) + (behind === undefined ? written : written.replace(/\n$/, ` // ${behind}\n`))
  );
}

function statement(before: string, value: Script): string {
  return `${printScript(value, before, ";")}\n`;
}
