import { OverrideCommand, overrideFlags, type OverrideAnswer } from "../../../routes/override-command.ts";

export default class RoutesOverrideRm extends OverrideCommand {
  static override summary =
    "Empty the manual overrides in one key; Fabio's API cannot remove the key itself.";

  static override examples = ["<%= config.bin %> routes override rm --key /team-a"];

  static override flags = { ...overrideFlags };

  async run(): Promise<OverrideAnswer> {
    const { flags } = await this.parse(RoutesOverrideRm);
    return this.write("", flags);
  }
}
