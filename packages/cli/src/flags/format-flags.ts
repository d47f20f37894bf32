import * as Flags from "@oclif/core/flags";

import { findingFormats } from "../output/finding.ts";

/** How findings are printed. A command that has them takes `--format json` for `--json`. */
export const formatFlags = {
  format: Flags.option({
    options: findingFormats,
    default: "text" as const,
    helpValue: "FORMAT",
    summary: `Format of the findings: ${findingFormats.join(", ")}.`,
  })(),
};
