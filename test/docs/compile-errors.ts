import ts from "typescript";

import { root } from "./pages.ts";

/**
 * The compiler's errors in files of jobs, under the settings of jobs/tsconfig.json: the first line of each message, by
 * file, in the order of the file.
 */
export function compileErrors(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const config = ts.getParsedCommandLineOfConfigFile(
    `${root}jobs/tsconfig.json`,
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
      },
    },
  );
  const program = ts.createProgram([...files], { ...config?.options, types: [] });
  return new Map(
    files.map((file) => {
      const source = program.getSourceFile(file);
      const diagnostics = [
        ...program.getSyntacticDiagnostics(source),
        ...program.getSemanticDiagnostics(source),
      ];
      return [
        file,
        diagnostics.map(
          ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n").split("\n")[0] ?? "",
        ),
      ];
    }),
  );
}
