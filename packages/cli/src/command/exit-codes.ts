import type { ErrorCode } from "@nomadx/core";
import type { OutcomeKind } from "@nomadx/core/nomad";

/** Every exit code of nomadx by its meaning; `docs/exit-codes.md` is checked against this table. */
export const exitCodes = {
  /** Done. For `plan` and `diff` also "there are changes", unless `--detailed-exitcode` is given. */
  ok: 0,
  /** Refused by a server, unreachable, or an internal error. */
  failed: 1,
  /** There are changes; only with `--detailed-exitcode`. */
  changes: 2,
  /** The user's files are invalid: syntax, validation, lint, import. */
  invalid: 3,
  /** Deployed, but failed or reverted by the server. */
  unhealthy: 4,
  /** Timed out while waiting. */
  timeout: 5,
  /** The job changed since the plan. */
  conflict: 6,
  /** A verification found a mismatch. */
  mismatch: 7,
  /** Wrong usage: an unknown command, flag or value. */
  usage: 64,
  /** Interrupted by Ctrl-C. */
  interrupted: 130,
} as const;

/** The name of an exit code, as commands use it. */
export type ExitName = keyof typeof exitCodes;

/** Which exit code an error of the library leads to. */
export function exitNameOf(code: ErrorCode): ExitName {
  switch (code) {
    case "usage":
      return "usage";
    case "invalid":
      return "invalid";
    case "conflict":
      return "conflict";
    case "timeout":
      return "timeout";
    case "refused":
    case "not-found":
    case "permission":
    case "unreachable":
    case "tls":
    case "protocol":
      return "failed";
  }
}

/** Which exit code the end of a followed job leads to, where it is the only one. */
export const exitOfOutcome = {
  healthy: "ok",
  complete: "ok",
  running: "ok",
  "awaiting-promotion": "ok",
  registered: "ok",
  stopped: "ok",
  "stopped-meanwhile": "unhealthy",
  failed: "unhealthy",
  reverted: "unhealthy",
  superseded: "unhealthy",
  blocked: "timeout",
  timeout: "timeout",
  unknown: "failed",
} as const satisfies Record<OutcomeKind, ExitName>;
