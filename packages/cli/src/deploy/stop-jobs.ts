import { NomadxError } from "@nomadx/core";
import type { StopOptions, StoredJob } from "@nomadx/core/nomad";

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
 * The jobs of these IDs: to the server a misspelt ID is no mistake.
 * @throws {NomadxError} `not-found` that names every one that is not there
 */
export async function readExistingJobs(
  { client }: Cluster,
  ids: readonly string[],
): Promise<readonly StoredJob[]> {
  const answers = await Promise.allSettled(ids.map((id) => client.jobs.read(id)));
  const jobs: StoredJob[] = [];
  const missing: string[] = [];
  for (const [index, answer] of answers.entries()) {
    if (answer.status === "fulfilled") {
      jobs.push(answer.value.value);
      continue;
    }
    const reason: unknown = answer.reason;
    if (!(reason instanceof NomadxError) || reason.code !== "not-found") throw reason;
    missing.push(JSON.stringify(ids[index]));
  }
  if (missing.length > 0) {
    throw new NomadxError("not-found", `There is no job ${missing.join(", ")}; nothing was stopped`, {
      help: "nomadx status lists the jobs of the namespace.",
    });
  }
  return jobs;
}

/**
 * The jobs that periodic and parameterized ones of these have started and that have not ended: they are jobs of their own,
 * and go on when their parent is stopped or forgotten.
 */
export async function childrenOf(
  { client }: Cluster,
  parents: readonly StoredJob[],
): Promise<readonly string[]> {
  const lists = await Promise.all(
    parents
      .filter(({ Periodic, ParameterizedJob }) => Boolean(Periodic ?? ParameterizedJob))
      .map(async ({ ID }) => {
        const { value } = await client.jobs.list({ prefix: `${ID}/` });
        return value.filter(({ ParentID, Status }) => ParentID === ID && Status !== "dead");
      }),
  );
  return lists.flat().map(({ ID }) => ID);
}

/** Tells which jobs go on. */
export function tellChildren(children: readonly string[], terminal: Terminal): void {
  if (children.length === 0) return;
  const noun =
    children.length === 1 ? "1 job that it started goes" : `${children.length} jobs that they started go`;
  terminal.note(
    [
      `${noun} on. To stop ${children.length === 1 ? "it" : "them"}, too:`,
      ...children.map((id) => `  nomadx stop ${id}`),
    ].join("\n"),
  );
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
