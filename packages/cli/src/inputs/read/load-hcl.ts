import path from "node:path";
import type { Input, Loading } from "./input-context.ts";
import { submittedVariables } from "./submitted-variables.ts";
import type { LoadedFile } from "./loaded-job.ts";

/** Loads a file of HCL: its variables get the values of flags, files and environment, its functions may read files. */
export async function loadHcl(input: Input, { context, sources }: Loading): Promise<LoadedFile> {
  const { path: file, kind } = input;
  const text = sources.text(file) ?? "";
  const homeFolder = context.env["HOME"];
  const [{ readHcl }, { nodeFunctionWorld }] = await Promise.all([
    import("@nomadx/core/jobspec/hcl"),
    import("@nomadx/core/node"),
  ]);
  const { job, diagnostics, placeOf, variables, textsIn } = readHcl({
    file: sources.shown(file),
    text,
    values: { ...context.hclValues, lenient: true },
    world: await nodeFunctionWorld({
      folder: path.dirname(file),
      text,
      workingFolder: context.cwd,
      ...(homeFolder === undefined ? {} : { homeFolder }),
    }),
  });
  const takenVars = [...variables.keys()];
  if (diagnostics.some(({ severity }) => severity === "error")) return { jobs: [], diagnostics, takenVars };
  const { looksSecret } = await import("@nomadx/core/plan");
  const secrets = takenVars.filter(looksSecret).flatMap(textsIn);
  const given = submittedVariables(variables, context.hclValues ?? {});
  const origin = { kind: "hcl", file, placeOf } as const;
  return {
    jobs: [{ file: sources.shown(file), kind, job, secrets, text, variables: given, origin }],
    diagnostics,
    takenVars,
  };
}
