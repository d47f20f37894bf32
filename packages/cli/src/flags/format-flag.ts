import * as Flags from "@oclif/core/flags";

import { outputFormats } from "../output/formats.ts";

/** How every command prints its answer and what it has found; a command that writes jobs has it as `report`. */
export const formatFlag = Flags.option({
  options: outputFormats,
  default: "text" as const,
  helpGroup: "GLOBAL",
  helpValue: "FORMAT",
  summary: `How to print the answer and what was found: ${outputFormats.join(", ")}.`,
})();
