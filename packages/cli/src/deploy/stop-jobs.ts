import { NomadxError } from "@nomadx/core";
import type { StopOptions } from "@nomadx/core/nomad";
import { shellWord } from "@nomadx/core/plan";
import { counted } from "@nomadx/core/text";

import type { Cluster } from "../connect/cluster.ts";
import { namespaceOf } from "../connect/namespaces.ts";
import { oneLine } from "../terminal/clean-text.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { FollowEnd } from "./follow-jobs.ts";
import { writeInTurn, type WrittenInTurn } from "./write-in-turn.ts";

/** A job that the server was told to stop. */
export interface Stopping {
  readonly id: string;
  /** Where that is not the configured one. */
  readonly namespace: string | undefined;
  /** "" where there was nothing to stop. */
  readonly evaluationId: string;
}

/** A job that is there. */
export interface ExistingJob {
  readonly id: string;
  /** Where that is not the configured one. */
  readonly namespace: string | undefined;
  /** Whether it is periodic or parameterized. */
  readonly startsOthers: boolean;
}

/**
 * The jobs of these IDs: to the server a misspelt ID is no mistake.
 * @throws {NomadxError} `not-found` that names every one that is not there
 */
export async function readExistingJobs(
  cluster: Cluster,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<readonly ExistingJob[]> {
  const answers = await Promise.allSettled(
    ids.map(async (id) => {
      const namespace = await namespaceOf(cluster, id, signal);
      const { value } = await cluster.client.jobs.read(id, { namespace, signal });
      const startsOthers = Boolean(value.Periodic ?? value.ParameterizedJob);
      return { id, namespace, startsOthers };
    }),
  );
  const jobs: ExistingJob[] = [];
  const missing: string[] = [];
  for (const [index, answer] of answers.entries()) {
    if (answer.status === "fulfilled") {
      jobs.push(answer.value);
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
 * and go on when their parent is stopped or purged.
 */
export async function childrenOf(
  { client }: Cluster,
  parents: readonly ExistingJob[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const lists = await Promise.all(
    parents
      .filter(({ startsOthers }) => startsOthers)
      .map(async ({ id, namespace }) => {
        const { value } = await client.jobs.list({ prefix: `${id}/`, namespace, signal });
        return value.filter(({ ParentID, Status }) => ParentID === id && Status !== "dead");
      }),
  );
  return lists.flat().map(({ ID }) => ID);
}

/** Tells which jobs go on. */
export function reportRunningChildren(children: readonly string[], terminal: Terminal): void {
  if (children.length === 0) return;
  const go = counted(children.length, "job that it started goes", "jobs that they started go");
  terminal.note(
    [
      `${go} on. To stop ${children.length === 1 ? "it" : "them"}, too:`,
      ...children.map((id) => `  nomadx stop ${shellWord(id)}`),
    ].join("\n"),
  );
}

/**
 * Stops jobs, one after the other, and tells of each at once. Once `signal` is aborted no further one is stopped, and no
 * answer is waited for.
 * @throws {NomadxError} the first failure; its help says what was stopped all the same
 */
export async function stopJobs(
  { client }: Cluster,
  jobs: readonly ExistingJob[],
  options: StopOptions,
  onStopping: (stopping: Stopping) => void,
  signal: AbortSignal,
): Promise<WrittenInTurn<Stopping>> {
  return writeInTurn({
    items: jobs,
    idOf: ({ id }) => id,
    verb: "stopped",
    signal,
    write: async ({ id, namespace }) => {
      const { value } = await client.jobs.stop(id, { ...options, namespace, signal });
      const stopping = { id, namespace, evaluationId: value.EvalID };
      onStopping(stopping);
      return stopping;
    },
  });
}

/** Tells of each job that a server was told to stop. */
export function reportStopping(terminal: Terminal): (stopping: Stopping) => void {
  return ({ id, evaluationId }) => {
    terminal.event({ type: "stopping", job: id, evaluation: evaluationId });
    if (!terminal.isJson) terminal.note(`stopping job "${oneLine(id)}"`);
  };
}

/** Purges those jobs of which nothing runs any more, tells of each, and gives their IDs. */
export async function purgeJobs(
  { client }: Cluster,
  stopping: readonly Stopping[],
  ends: readonly FollowEnd[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<WrittenInTurn<string>> {
  return writeInTurn({
    items: stopping.filter(({ id }) =>
      ends.some(({ jobId, outcome }) => jobId === id && outcome.kind === "stopped"),
    ),
    idOf: ({ id }) => id,
    verb: "purged",
    signal,
    write: async ({ id, namespace }) => {
      await client.jobs.stop(id, { namespace, purge: true, signal });
      terminal.event({ type: "purged", job: id });
      if (!terminal.isJson) terminal.note(`job "${oneLine(id)}" is purged`);
      return id;
    },
  });
}
