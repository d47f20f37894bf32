import type { Finding } from "./finding.ts";

/**
 * The kinds of failure, by what the caller can do about them.
 *
 * - `usage`: call it differently; `invalid`: mend the input (see `diagnostics`)
 * - `refused`: the server answered and said no; `not-found`: it knows no such thing; `permission`: the token may not
 * - `conflict`: the job changed since the plan
 * - `unreachable`: no server answered; `tls`: the certificates do not fit; `protocol`: the answer made no sense
 * - `timeout`: the time was up
 */
export type ErrorCode =
  | "usage"
  | "invalid"
  | "refused"
  | "not-found"
  | "permission"
  | "conflict"
  | "unreachable"
  | "tls"
  | "protocol"
  | "timeout";

/** The request that failed. `url` never carries credentials. */
export interface FailedRequest {
  readonly method: string;
  readonly url: string;
  /** Absent when no answer came. */
  readonly status?: number;
  /** The server's own text, trimmed. */
  readonly text?: string;
  /** Of a write: the answer did not come, or made no sense, so that nobody knows whether it was carried out. */
  readonly uncertain?: true;
}

/** Everything a `NomadxError` carries beside its code and message. */
export interface NomadxErrorOptions {
  readonly cause?: unknown;
  readonly diagnostics?: readonly Finding[];
  readonly request?: FailedRequest;
  readonly help?: string;
}

/** The one error that nomadx throws. Branch on `code`, never on the text. */
export class NomadxError extends Error {
  override readonly name = "NomadxError";
  readonly code: ErrorCode;
  /** Mostly of the user's files, with the codes of `DiagnosticCode`; a check of routes has codes of its own. */
  readonly diagnostics: readonly Finding[];
  readonly request?: FailedRequest;
  /** The way out, as a sentence. */
  readonly help?: string;

  constructor(code: ErrorCode, message: string, options: NomadxErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.diagnostics = options.diagnostics ?? [];
    if (options.request !== undefined) this.request = options.request;
    if (options.help !== undefined) this.help = options.help;
  }
}
