import { NomadxError } from "@nomadx/core";

import { serverErrors } from "../output/server-errors.ts";

/** A job and the file it comes from, for messages. */
export interface NamedJob {
  /** Absent for a job of a saved plan. */
  readonly file?: string | undefined;
  readonly id: string;
}

/**
 * Whether the server refused this one job, rather than all that might be asked of it: another job may fare better.
 */
export function isAboutJob(error: unknown): error is NomadxError {
  return (
    error instanceof NomadxError &&
    error.code === "refused" &&
    // More is what a proxy says.
    (error.request?.status ?? 0) <= 500 &&
    error.request?.status !== 429 &&
    !/No cluster leader|No path to region/.test(error.message)
  );
}

/** Who was refused and why, as a line: `web.ts: Nomad refused job "web": job priority must be between [1, 100]`. */
export function refusalLine({ file, id }: NamedJob, refusal: NomadxError): string {
  const who = `${file === undefined ? "" : `${file}: `}Nomad refused job ${JSON.stringify(id)}`;
  return `${who}: ${serverErrors(refusal.request?.text ?? refusal.message).join("; ")}`;
}

/** The refusal of one job, naming its file; every other error as it is. */
export function aboutJob(error: unknown, job: NamedJob): unknown {
  if (!isAboutJob(error)) return error;
  const message = refusalLine(job, error);
  const { help, request } = error;
  return new NomadxError(error.code, message, {
    cause: error,
    // The message has the text already, without the server's numbering.
    ...(request !== undefined && {
      request: { ...request, text: serverErrors(request.text ?? "").join("; ") },
    }),
    ...(help !== undefined && { help }),
  });
}
