import { command } from "../../../command/command.ts";
import { overrideFlags } from "../../../flags/override-flags.ts";
import { writeOverrides, type OverrideAnswer } from "../../../routes/write-overrides.ts";

export default command({
  summary: "Empty the manual overrides in one key; Fabio's API cannot remove the key itself.",
  examples: ["<%= config.bin %> routes override rm --key /team-a"],
  flags: { ...overrideFlags },
  run: async ({ flags }, context): Promise<OverrideAnswer> => writeOverrides("", flags, context),
});
