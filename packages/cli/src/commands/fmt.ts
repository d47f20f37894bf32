import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import { NomadxError, type Diagnostic } from "@nomadx/core";

import { command } from "../command/command.ts";
import type { Context } from "../command/context.ts";
import { formatAll, type FormattedJson } from "../fmt/format-all.ts";
import { diagnosticsToJson, type DiagnosticJson } from "../output/findings-json.ts";

interface FmtAnswer {
  readonly files: readonly FormattedJson[];
  readonly diagnostics: readonly DiagnosticJson[];
}

export default command({
  summary: "Bring HCL files into their canonical form, as nomad fmt does.",
  description:
    "Files that change are written and their names printed. Files with syntax errors stay as they are, and the others are " +
    "formatted all the same. Exits with 1 where --check finds a file that would change, with 3 for syntax errors.",
  examples: [
    "<%= config.bin %> fmt",
    "<%= config.bin %> fmt --check --recursive jobs",
    "<%= config.bin %> fmt --diff --no-write web.nomad.hcl",
    "<%= config.bin %> fmt --upgrade --diff --no-write old.nomad",
    "<%= config.bin %> fmt - < web.nomad.hcl",
  ],
  args: {
    files: Args.string({
      multiple: true,
      ignoreStdin: true,
      description:
        "Files (.hcl, .nomad), folders, or - for standard input, which is printed. Without any: the working directory.",
    }),
  },
  flags: {
    check: Flags.boolean({ summary: "Write nothing; exit with 1 where a file would change." }),
    list: Flags.boolean({
      allowNo: true,
      default: true,
      summary: "Print the names of files that change. Without it and without --write: the texts.",
    }),
    write: Flags.boolean({ allowNo: true, default: true, summary: "Write files that change." }),
    recursive: Flags.boolean({ summary: "Look below folders, too." }),
    upgrade: Flags.boolean({
      summary: "Write anew what HCL 1 took and Nomad 2.0 refuses, where only one thing can be meant.",
    }),
    diff: Flags.boolean({ summary: "Print what changes as a unified diff, in place of names and texts." }),
  },
  async run({ args, flags }, context): Promise<FmtAnswer> {
    const files = args.files ?? ["."];
    if (files.includes("-") && files.length > 1) {
      throw new NomadxError("usage", "Standard input is formatted alone", {
        help: "Leave out - or the files.",
      });
    }
    const { formatted, diagnostics } = await formatAll(files, flags, context);
    if (diagnostics.length > 0) {
      await tellErrors(diagnostics, context);
      context.exitWith("invalid");
    } else if (flags.check && formatted.some(({ result }) => result === "unformatted")) {
      context.exitWith("failed");
    }
    return { files: formatted, diagnostics: diagnosticsToJson(diagnostics) };
  },
});

/** As an error is told, which would keep the answer back. */
async function tellErrors(
  diagnostics: readonly Diagnostic[],
  { terminal, report }: Pick<Context, "terminal" | "report">,
): Promise<void> {
  if (terminal.isJson) return;
  const { sortFindings, summarizeFindings } = await import("../output/findings-text.ts");
  await report.tell(sortFindings(diagnostics));
  if (!terminal.isDocument)
    terminal.note(`\n${terminal.err.red(terminal.err.bold("error:"))} ${summarizeFindings(diagnostics)}`);
}
