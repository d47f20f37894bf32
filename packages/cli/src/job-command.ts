import { NomadxError, stringifyJson, type Diagnostic } from "@nomadx/core";

import type { Cluster } from "./connect/cluster.ts";
import { ClusterCommand } from "./cluster-command.ts";
import { collectVars } from "./inputs/collect-vars.ts";
import { loadInputs, type LoadedInputs } from "./inputs/load-inputs.ts";
import type { LoadedJob } from "./inputs/read/loaded-job.ts";

/** The parsed values of `inputFlags`. */
export interface InputFlagValues {
  readonly var: readonly string[];
  readonly "stdin-filename"?: string | undefined;
}

/** A command that is given job files. */
export abstract class JobCommand extends ClusterCommand {
  /**
   * The jobs of the files, checked. Warnings are printed; HCL is read by the cluster's own parser.
   * @throws {NomadxError} `invalid` when there is an error in any file, after all problems of all files were printed
   */
  protected async readJobs(
    files: readonly string[],
    flags: InputFlagValues,
    cluster?: Cluster,
  ): Promise<LoadedInputs> {
    const namespace = cluster?.config.namespace;
    const name = flags["stdin-filename"];
    const inputs = await loadInputs(files, {
      cwd: process.cwd(),
      env: process.env,
      vars: collectVars(flags.var, process.env),
      version: this.config.version,
      readStdin,
      ...(namespace !== undefined && { namespace }),
      ...(name !== undefined && { stdinFilename: name }),
      ...(cluster !== undefined && {
        parseHcl: async (hcl, variables) => (await cluster.client.jobs.parse(hcl, { variables })).value,
      }),
    });
    const jobs = inputs.jobs.map((loaded) =>
      withToken(loaded, cluster?.config.token ?? process.env["NOMAD_TOKEN"]),
    );
    this.keepSecret(jobs.flatMap(({ secrets }) => secrets));
    await this.report(inputs.diagnostics, inputs.readSource);
    return { ...inputs, jobs };
  }

  /**
   * Prints problems to stderr; with `--json` errors are told in the answer, together with the warnings beside them.
   * @throws {NomadxError} `invalid` when one of them is an error
   */
  protected async report(
    diagnostics: readonly Diagnostic[],
    readSource: (file: string) => string | undefined,
  ): Promise<void> {
    if (diagnostics.length === 0) return;
    const { diagnosticsToText, summarizeDiagnostics } = await import("./output/diagnostics.ts");
    const failed = diagnostics.some(({ severity }) => severity === "error");
    if (!failed || !this.jsonEnabled()) {
      // Of errors the number is told by the one that is thrown.
      const options = { readSource, palette: this.terminal.err, summary: !failed };
      this.note(`${diagnosticsToText(diagnostics, options)}${failed ? "\n" : ""}`);
    }
    if (failed) {
      throw new NomadxError("invalid", summarizeDiagnostics(diagnostics), { diagnostics });
    }
  }
}

/** The user's own token is a secret of every job that it stands in. */
function withToken(loaded: LoadedJob, token: string | undefined): LoadedJob {
  if (!token || !stringifyJson(loaded.job).includes(token)) return loaded;
  return { ...loaded, secrets: [...loaded.secrets, token] };
}

/** Everything on standard input. */
export async function readStdin(): Promise<string> {
  let text = "";
  process.stdin.setEncoding("utf8");
  for await (const chunk of process.stdin) text += String(chunk);
  return text;
}
