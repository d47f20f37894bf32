import { readFileSync } from "node:fs";

import * as z from "zod/mini";

import { parseJson } from "../../../units/json.ts";
import { allocationStub } from "../../allocations.ts";
import { deployment } from "../../deployments.ts";
import { evaluation } from "../../evaluations.ts";
import { storedJob } from "../../jobs.ts";
import type { FollowEvent } from "../events.ts";
import { createFollower, type Follower } from "../follower.ts";
import type { FollowAnswer, FollowQuery } from "../query.ts";
import type { FollowStart } from "../view.ts";

const times = { at: z.number(), askedAt: z.number(), jobId: z.string() };
const line = z.union([
  z.object({
    at: z.number(),
    start: z.object({
      jobId: z.string(),
      evaluationId: z.string(),
      deploymentId: z.optional(z.string()),
    }),
  }),
  z.object({ ...times, kind: z.literal("evaluations"), body: z.array(evaluation) }),
  z.object({ ...times, kind: z.literal("deployments"), body: z.array(deployment) }),
  z.object({ ...times, kind: z.literal("allocations"), body: z.array(allocationStub) }),
  z.object({ ...times, kind: z.literal("job"), body: z.nullable(storedJob) }),
]);
type Line = z.infer<typeof line>;

/** The result of replaying a flow. */
export interface Replayed {
  readonly follower: Follower;
  readonly events: readonly FollowEvent[];
  /** When the outcome was there, in milliseconds of the recording. */
  readonly endedAt: number | undefined;
}

/**
 * Follows one of fixtures/nomad/flows (made by scripts/record-flows.js) with the recorded answers.
 * @param which which of the changes in the flow is followed, from 0
 */
export function replayFlow(name: string, which = 0, options: Partial<FollowStart> = {}): Replayed {
  const lines = readFlow(name);
  const first = lines.filter((each) => "start" in each)[which];
  if (first === undefined || !("start" in first)) return expectStart(name, which);
  const { deploymentId, ...ids } = first.start;
  const start = { ...ids, ...(deploymentId === undefined ? {} : { deploymentId }), at: first.at };
  const follower = createFollower({ ...start, ...options });

  const events: FollowEvent[] = [];
  const asked = new Set<string>();
  const before = new Map<string, FollowAnswer>();
  let endedAt = follower.outcome() && first.at;
  for (const [position, each] of lines.entries()) {
    for (const [key, answer] of "start" in each ? [] : answersOf(each)) {
      before.set(key, answer);
      if (position > lines.indexOf(first) && asked.has(key)) events.push(...follower.answer(answer));
    }
    if (position < lines.indexOf(first)) continue;
    // The recording leaves out answers that equal the one before, so a new request gets the newest from before.
    for (let news = true; news;) {
      news = false;
      for (const key of follower.needs().map(keyOf)) {
        const answer = before.get(key);
        if (answer !== undefined && !asked.has(key)) {
          events.push(...follower.answer(answer));
          news = true;
        }
        asked.add(key);
      }
    }
    if (follower.outcome() !== undefined) endedAt ??= each.at;
  }
  return { follower, events, endedAt };
}

/** The lines of a flow, as the client would hand them out. */
function readFlow(name: string): readonly Line[] {
  const url = new URL(`../../../../../../fixtures/nomad/flows/${name}.jsonl`, import.meta.url);
  const text = readFileSync(url, "utf8").trimEnd();
  return text.split("\n").map((each) => line.parse(parseJson(each)));
}

/** The answers in one line: a list of evaluations answers for each of them, too. */
function answersOf(
  each: Exclude<Line, { start: unknown }>,
): readonly (readonly [key: string, FollowAnswer])[] {
  const { at, askedAt, jobId } = each;
  switch (each.kind) {
    case "evaluations":
      return [
        ...each.body.map(
          (one) =>
            [
              keyOf({ kind: "evaluation", evaluationId: one.ID }),
              { kind: "evaluation", evaluation: one, at, askedAt },
            ] as const,
        ),
        [keyOf({ kind: each.kind, jobId }), { kind: each.kind, evaluations: each.body, at, askedAt }],
      ];
    case "deployments":
      return [[keyOf({ kind: each.kind, jobId }), { kind: each.kind, deployments: each.body, at, askedAt }]];
    case "allocations":
      return [[keyOf({ kind: each.kind, jobId }), { kind: each.kind, allocations: each.body, at, askedAt }]];
    case "job":
      return [
        [keyOf({ kind: each.kind, jobId }), { kind: each.kind, job: each.body ?? undefined, at, askedAt }],
      ];
  }
}

function keyOf(query: FollowQuery): string {
  return `${query.kind} ${query.kind === "evaluation" ? query.evaluationId : query.jobId}`;
}

function expectStart(name: string, which: number): never {
  throw new RangeError(`Flow ${name} has no start ${which}`);
}
