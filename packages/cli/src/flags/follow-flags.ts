import * as Flags from "@oclif/core/flags";

import { milliseconds } from "./milliseconds.ts";

const helpGroup = "FOLLOW";

/** How a change is followed after it was submitted. */
export const followFlags = {
  detach: Flags.boolean({ helpGroup, summary: "Submit and do not wait." }),
  timeout: Flags.string({
    helpGroup,
    helpValue: "DURATION",
    summary: "Wait no longer than this; exit with 5 then.",
  }),
  "blocked-timeout": Flags.string({
    helpGroup,
    helpValue: "DURATION",
    default: "5m",
    summary: "Wait no longer than this for instances that fit on no node.",
  }),
  until: Flags.option({
    options: ["healthy", "promotable", "running"] as const,
    default: "healthy" as const,
    helpGroup,
    summary: "What to wait for: the whole deployment, only its canaries, or only running allocations.",
  })(),
};

/** The limits of following, from their flags. */
export function followLimits(flags: {
  readonly timeout?: string | undefined;
  readonly "blocked-timeout": string;
}): { readonly timeoutMs?: number; readonly blockedTimeoutMs: number } {
  return {
    blockedTimeoutMs: milliseconds("blocked-timeout", flags["blocked-timeout"]),
    ...(flags.timeout !== undefined && { timeoutMs: milliseconds("timeout", flags.timeout) }),
  };
}
