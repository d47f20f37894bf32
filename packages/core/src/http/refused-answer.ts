import type { FailedRequest } from "../diagnostics/errors.ts";

/** What an answer other than 200 looks like. `text` as it came; `request.text` is the same, fit to be shown. */
export interface RefusedAnswer {
  readonly status: number;
  readonly text: string;
  readonly request: FailedRequest;
  /** Whether a token was sent, for the advice. */
  readonly hasToken: boolean;
}
