import { didYouMean } from "@nomadx/core";

/** The fields that oclif's parser adds to an error about the arguments of a command. */
interface ParseError extends Error {
  /** The flags that do not exist, as the user wrote them. */
  readonly flags?: unknown;
  readonly parse: { readonly input: { readonly flags: object; readonly context?: object } };
}

/** An error about the way nomadx was called, in its own words. */
export interface UsageReport {
  readonly message: string;
  readonly help?: string;
}

/** Puts an error of oclif's parser into words: its first paragraph, and the nearest way out. */
export function usageReport(error: Error): UsageReport {
  // The rest are hints of oclif's own, for any program.
  const [told = ""] = error.message.split(/\n\nNote: |\n+See more help with --help/);
  if (!isParseError(error)) return { message: told };
  const { flags: known, context } = error.parse.input;
  const flags: readonly unknown[] = Array.isArray(error.flags) ? error.flags : [];
  const given = flags.filter((flag) => typeof flag === "string");
  const message = given.reduce((text, flag) => text.replaceAll(flag, flagName(flag)), told);
  const [unknown] = given;
  const help =
    (unknown === undefined ? undefined : helpForFlag(unknown, Object.keys(known))) ??
    (context !== undefined && "id" in context
      ? `nomadx ${String(context.id).replaceAll(":", " ")} --help shows how to use it.`
      : undefined);
  return { message, ...(help !== undefined && { help }) };
}

/** A flag without its value, which may be a secret: `--tokne` of `--tokne=…`. */
export function flagName(written: string): string {
  return written.replace(/=[^]*$/, "");
}

function helpForFlag(written: string, known: readonly string[]): string | undefined {
  const name = flagName(written).replace(/^-+/, "");
  const exact = known.includes(name) ? name : undefined;
  // Nomad's own CLI has one dash.
  if (exact !== undefined) return `Flags start with two dashes: --${exact}`;
  const similar = didYouMean(name, known);
  return similar === undefined ? undefined : `Did you mean --${similar}?`;
}

function isParseError(error: Error): error is ParseError {
  return (
    "parse" in error &&
    typeof error.parse === "object" &&
    error.parse !== null &&
    "input" in error.parse &&
    typeof error.parse.input === "object" &&
    error.parse.input !== null &&
    "flags" in error.parse.input
  );
}
