import { didYouMean, NomadxError } from "@nomadx/core";
import * as Flags from "@oclif/core/flags";

/** The flag for those who know what a critical lint has found. */
export const lintFlags = {
  "allow-lint": Flags.string({
    multiple: true,
    multipleNonGreedy: true,
    default: [],
    helpValue: "CODE",
    summary: "Accept tags that hurt the routes of others: the code of a critical lint, such as tag-quote.",
  }),
};

/**
 * The codes of the flags.
 * @param critical those that a finding may have
 * @throws {NomadxError} `usage` for any other
 */
export function allowedLints(codes: readonly string[], critical: readonly string[]): ReadonlySet<string> {
  for (const code of codes) {
    if (critical.includes(code)) continue;
    const near = didYouMean(code, critical);
    throw new NomadxError(
      "usage",
      `--allow-lint takes the code of a critical lint, not ${JSON.stringify(code)}`,
      {
        help: near === undefined ? `There are ${critical.join(", ")}.` : `Did you mean ${near}?`,
      },
    );
  }
  return new Set(codes);
}
