/** The user's choice with `--color`. */
export type ColorChoice = "auto" | "always" | "never";

/**
 * Whether a stream gets colour: `--color`, then `NO_COLOR` and `NOMAD_CLI_NO_COLOR`, then `FORCE_COLOR` and
 * `NOMAD_CLI_FORCE_COLOR`, else only a terminal that is neither dumb nor a CI log.
 * @see https://no-color.org: set and not empty means no colour
 */
export function wantsColor(
  choice: ColorChoice,
  environment: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean {
  if (choice !== "auto") return choice === "always";
  const isSet = (name: string) => (environment[name] ?? "") !== "";
  if (isSet("NO_COLOR") || isSet("NOMAD_CLI_NO_COLOR")) return false;
  if (isSet("FORCE_COLOR"))
    return environment["FORCE_COLOR"] !== "0" && environment["FORCE_COLOR"] !== "false";
  if (isSet("NOMAD_CLI_FORCE_COLOR")) return true;
  return isTerminal && environment["TERM"] !== "dumb" && !isSet("CI");
}

/**
 * The value of `--color` among arguments that are not parsed yet, so that an error about the other arguments has the
 * right colour too; `auto` where it is missing or wrong.
 */
export function colorChoiceIn(argv: readonly string[]): ColorChoice {
  const end = argv.indexOf("--");
  const flags = end === -1 ? argv : argv.slice(0, end);
  let choice: ColorChoice = "auto";
  for (const [index, flag] of flags.entries()) {
    const value =
      flag === "--color" ? flags[index + 1] : flag.startsWith("--color=") ? flag.slice(8) : undefined;
    if (value === "always" || value === "never" || value === "auto") choice = value;
  }
  return choice;
}
