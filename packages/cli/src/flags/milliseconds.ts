import { NomadxError, parseDuration } from "@nomadx/core";

/**
 * The value of a flag that takes a duration, in milliseconds.
 * @throws {NomadxError} `usage`
 */
export function milliseconds(flag: string, text: string): number {
  const nanoseconds = parseDuration(text);
  if (nanoseconds === undefined || nanoseconds < 0) {
    throw new NomadxError(
      "usage",
      `--${flag} takes a duration such as 90s or 5m, not ${JSON.stringify(text)}`,
    );
  }
  return Number(nanoseconds) / 1_000_000;
}
