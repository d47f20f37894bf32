import { NomadxError, type Diagnostic, type SourceRange } from "@nomadx/core";
import { validateStructure } from "@nomadx/core/jobspec";
import { inAuthorsWords } from "../locate/place.ts";
import { hclRefusal } from "./hcl-refusal.ts";
import { hclVariables } from "./hcl-variables.ts";
import type { Input, Loading } from "./input-context.ts";
import type { LoadedFile } from "./loaded-job.ts";

/**
 * Loads an HCL file by means of the server.
 * @throws {NomadxError} what the server's client throws, other than the server's refusal of the text
 */
export async function loadHcl(input: Input, { context, sources, locator }: Loading): Promise<LoadedFile> {
  const { path: file, kind } = input;
  const text = sources.text(file) ?? "";
  if (context.parseHcl === undefined) return { jobs: [], diagnostics: [noServer(sources.whole(file))] };
  const origin = { kind: "hcl", file } as const;
  try {
    const job = await context.parseHcl(text, hclVariables(text, context.vars));
    return {
      jobs: [{ file: sources.shown(file), kind, job, secrets: [], text, origin }],
      diagnostics: await inAuthorsWords(validateStructure(job), { job, origin }, locator),
    };
  } catch (error) {
    if (!(error instanceof NomadxError) || error.request?.status !== 400) throw error;
    return { jobs: [], diagnostics: hclRefusal(file, error.request.text ?? error.message, sources) };
  }
}

function noServer(source: SourceRange): Diagnostic {
  return {
    severity: "error",
    code: "NX107",
    summary: "HCL can only be read with a Nomad server for now",
    source,
    help: "Start a Nomad server, or name one with --address or NOMAD_ADDR.",
  };
}
