import { NomadxError } from "@nomadx/core";
import type { StopOptions } from "@nomadx/core/nomad";

import type { Cluster } from "../connect/cluster.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { FollowEnd } from "./follow-jobs.ts";

/** A job that the server was told to stop. */
export interface Stopping {
  readonly id: string;
  /** "" where there was nothing to stop. */
  readonly evaluationId: string;
}

/**
 * Makes sure that all jobs are there: to the server a misspelt ID is no mistake.
 * @throws {NomadxError} `not-found` that names every one that is not
 */
export async function assertJobsExist({ client }: Cluster, ids: readonly string[]): Promise<void> {
  const answers = await Promise.allSettled(ids.map((id) => client.jobs.read(id)));
  const missing: string[] = [];
  for (const [index, answer] of answers.entries()) {
    if (answer.status === "fulfilled") continue;
    const reason: unknown = answer.reason;
    if (!(reason instanceof NomadxError) || reason.code !== "not-found") throw reason;
    missing.push(JSON.stringify(ids[index]));
  }
  if (missing.length > 0) {
    throw new NomadxError("not-found", `There is no job ${missing.join(", ")}; nothing was stopped`, {
      help: "nomadx status lists the jobs of the namespace.",
    });
  }
}

/** Stops jobs, one after the other, and tells of each at once. Ends early when `signal` is aborted. */
export async function stopJobs(
  { client }: Cluster,
  ids: readonly string[],
  options: StopOptions,
  onStopping: (stopping: Stopping) => void,
  signal: AbortSignal,
): Promise<Stopping[]> {
  const done: Stopping[] = [];
  for (const id of ids) {
    if (signal.aborted) break;
    const { value } = await client.jobs.stop(id, options);
    const stopping = { id, evaluationId: value.EvalID };
    done.push(stopping);
    onStopping(stopping);
  }
  return done;
}

/** Tells of each job that a server was told to stop. */
export function tellStopping(terminal: Terminal): (stopping: Stopping) => void {
  return ({ id, evaluationId }) => {
    terminal.event({ type: "stopping", job: id, evaluation: evaluationId });
    if (!terminal.isJson) terminal.note(`stopping job "${id}"`);
  };
}

/** Has the server forget those jobs of which nothing runs any more, tells of each, and gives their IDs. */
export async function forgetJobs(
  { client }: Cluster,
  ends: readonly FollowEnd[],
  terminal: Terminal,
): Promise<readonly string[]> {
  const ended = ends.filter(({ outcome }) => outcome.kind === "stopped").map(({ jobId }) => jobId);
  for (const id of ended) {
    await client.jobs.stop(id, { purge: true });
    terminal.event({ type: "purged", job: id });
    if (!terminal.isJson) terminal.note(`job "${id}" is forgotten`);
  }
  return ended;
}
