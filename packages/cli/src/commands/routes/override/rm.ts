import * as Flags from "@oclif/core/flags";

import { command } from "../../../command/command.ts";
import { overrideFlags } from "../../../flags/override-flags.ts";
import { writeOverrides, type OverrideAnswer } from "../../../routes/write-overrides.ts";

export default command({
  summary: "Empty the manual overrides in one key; Fabio's API cannot remove the key itself.",
  examples: ["<%= config.bin %> routes override rm --key /team-a"],
  flags: {
    ...overrideFlags,
    // Fabio's own key may hold the overrides of every team: it is emptied only where it is named.
    key: Flags.string({
      required: true,
      helpValue: "KEY",
      summary: "Key below Fabio's own, such as /team-a; \"\" is Fabio's own key.",
    }),
  },
  run: async ({ flags }, context): Promise<OverrideAnswer> => writeOverrides("", flags, context),
});
