import ts from "typescript";

import { root } from "./pages.ts";

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  types: ["node"],
};

/**
 * The texts of unions of string literals, by the name that `unions` gives them: types of this workspace such as
 * `import("./packages/cli/src/command/fail.ts").Kind`.
 */
export function typeTexts<Name extends string>(
  unions: Readonly<Record<Name, string>>,
): Readonly<Record<Name, readonly string[]>> {
  const file = `${root}type-texts.ts`;
  const text = Object.entries(unions)
    .map(([name, type]) => `export type ${name} = ${String(type)};\n`)
    .join("");
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : read(name, ...rest);
  const program = ts.createProgram([file], options, host);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const declared = [...(source?.statements ?? [])].filter(ts.isTypeAliasDeclaration);
  const entries = declared.map(({ name }) => {
    const type = checker.getTypeAtLocation(name);
    const parts = type.isUnion() ? type.types : [type];
    return [name.text, parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []))];
  });
  // One entry for each of `unions`, since one type was declared for each.
  return Object.fromEntries(entries) as Record<Name, string[]>;
}
