import { lintRoutes, lints, type LintReport } from "@nomadx/core/fabio";
import * as Flags from "@oclif/core/flags";

import { command } from "../../command/command.ts";
import { clusterFlags } from "../../flags/cluster-flags.ts";
import { consulFlags } from "../../flags/consul-flags.ts";
import { formatFlags } from "../../flags/format-flags.ts";
import { inputFlags } from "../../flags/input-flags.ts";
import { fabioFlags, optionalFiles, tableFlag } from "../../flags/routes-flags.ts";
import { isFailure, type Finding } from "../../output/finding.ts";
import { findingsToText } from "../../output/findings-text.ts";
import { printReport } from "../../output/print-report.ts";
import { findingOf } from "../../routes/lint-findings.ts";
import { readLintInput } from "../../routes/lint-input.ts";
import { placeFindings } from "../../routes/place-findings.ts";
import type { Palette } from "../../terminal/palette.ts";

interface LintAnswer {
  readonly errors: number;
  readonly warnings: number;
  /** Most severe first. */
  readonly findings: readonly Finding[];
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
    ...formatFlags,
    ...inputFlags,
    ...clusterFlags,
    ...consulFlags,
  },
  async run({ args, flags }, context): Promise<LintAnswer> {
    const { input, inputs, table, name } = await readLintInput(args.files ?? [], flags, context);
    const { findings: found, skipped } = lintRoutes(input);
    const places = await placeFindings(found, inputs, table);
    const findings = found.map((finding, index) => findingOf(finding, places[index]));
    const errors = findings.filter(isFailure).length;
    const warnings = findings.filter(({ severity }) => severity === "warning").length;
    const report = {
      title: "nomadx routes lint",
      version: context.version,
      titles: new Map(lints.map(({ id, title }) => [id, title])),
      subjects: [{ name, findings }],
      text: (palette: Palette) =>
        findings.length === 0
          ? `No findings: ${lints.length - skipped.length} of ${lints.length} lints could be checked.`
          : `${findingsToText(findings, palette)}\n\n${count(errors, "error")}, ${count(warnings, "warning")}`,
    };
    printReport(report, flags.format, context.terminal);
    if (errors > 0) context.exitWith("invalid");
    return { errors, warnings, findings, skipped };
  },
});

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
