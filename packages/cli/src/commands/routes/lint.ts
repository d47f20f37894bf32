import { isFailure } from "@nomadx/core";
import { lintRoutes, lints, type LintReport } from "@nomadx/core/fabio";
import { counted } from "@nomadx/core/text";
import * as Flags from "@oclif/core/flags";

import { command } from "../../command/command.ts";
import { clusterFlags } from "../../flags/cluster-flags.ts";
import { consulFlags } from "../../flags/consul-flags.ts";
import { inputFlags } from "../../flags/input-flags.ts";
import { fabioFlags, optionalFiles, tableFlag } from "../../flags/routes-flags.ts";
import { findingsToJson, type FindingJson } from "../../output/findings-json.ts";
import { placedLintFindings } from "../../routes/lint-findings.ts";
import { readLintInput } from "../../routes/lint-input.ts";

interface LintAnswer {
  readonly errors: number;
  readonly warnings: number;
  /** Most severe first. */
  readonly findings: readonly FindingJson[];
  /** Lints for which the input does not say enough. */
  readonly skipped: LintReport["skipped"];
}

export default command({
  summary: "Find tags that freeze Fabio's table, routes that never match, and missing listeners.",
  description:
    "Looks at job files, at a file of route commands (--table), at what is in Consul (--consul), at a running Fabio " +
    "(--fabio), or at all of them together. Exits with 3 when there is an error.",
  examples: [
    "<%= config.bin %> routes lint jobs/",
    "<%= config.bin %> routes lint jobs/ --format sarif > routes.sarif",
  ],
  args: { files: optionalFiles },
  flags: {
    ...tableFlag,
    consul: Flags.boolean({ summary: "Look at the services, checks and overrides in Consul." }),
    ...fabioFlags,
    ...inputFlags,
    ...clusterFlags,
    ...consulFlags,
  },
  async run({ args, flags }, context): Promise<LintAnswer> {
    const { terminal, report, exitWith } = context;
    const { input, inputs, table, subjects } = await readLintInput(args.files ?? [], flags, context);
    report.covers(subjects);
    const { findings: found, skipped } = lintRoutes(input);
    const findings = await placedLintFindings(found, inputs, table);
    const errors = findings.filter(isFailure).length;
    const warnings = findings.filter(({ severity }) => severity === "warning").length;
    await report.print(findings);
    terminal.print(
      findings.length === 0
        ? `No findings: ${lints.length - skipped.length} of ${lints.length} lints could be checked.`
        : `\n${counted(errors, "error")}, ${counted(warnings, "warning")}`,
    );
    if (errors > 0) exitWith("invalid");
    return { errors, warnings, findings: findingsToJson(findings), skipped };
  },
});
