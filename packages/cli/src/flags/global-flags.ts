import * as Flags from "@oclif/core/flags";

const helpGroup = "GLOBAL";

/** The flags of every command. */
export const globalFlags = {
  json: Flags.boolean({ helpGroup, summary: "Print the answer as JSON." }),
  color: Flags.option({
    options: ["auto", "always", "never"] as const,
    helpGroup,
    summary: "Colour: auto means on a terminal only. [env: NO_COLOR, FORCE_COLOR]",
  })(),
  debug: Flags.boolean({ helpGroup, summary: "Show the stack of an error." }),
};
