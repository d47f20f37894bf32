import { outputFormats, type OutputFormat } from "../output/formats.ts";

/** Whether a flag without a value is among arguments that are not parsed yet, and so may be wrong. */
export function hasFlag(argv: readonly string[], name: string): boolean {
  return flagsOf(argv).includes(`--${name}`);
}

/** The format that such arguments ask for, by the flag of that name; text where they ask for none that there is. */
export function formatIn(argv: readonly string[], name: "format" | "report"): OutputFormat {
  const value = hasFlag(argv, "json") ? "json" : valueOfFlag(argv, name);
  return outputFormats.find((format) => format === value) ?? "text";
}

/** The last value that such arguments have for a flag. */
function valueOfFlag(argv: readonly string[], name: string): string | undefined {
  const flags = flagsOf(argv);
  const index = flags.findLastIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  return flags[index] === `--${name}` ? flags[index + 1] : flags[index]?.slice(name.length + 3);
}

/** Behind `--` nothing is a flag. */
function flagsOf(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf("--");
  return end === -1 ? argv : argv.slice(0, end);
}
