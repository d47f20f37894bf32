import { setMaxListeners } from "node:events";

import { askInstances, type AskedInstances } from "./ask-instances.ts";
import { askRepeatedly } from "./ask-repeatedly.ts";
import type { ComplaintCode } from "./complaint.ts";
import { countComplaints } from "./count-complaints.ts";
import { expectedRequest, type Expectation } from "./expectation.ts";
import { hasStatusOf, holdsFor, identify, isForeign } from "./identities.ts";
import type { ProbedInstance } from "./instance.ts";
import { judgeAnswer, type JudgeOptions } from "./judge-answer.ts";
import { marksOf } from "./marks.ts";
import type { ProbeRequest } from "./probe-request.ts";
import { probe } from "./probe.ts";
import { byChance, enoughFor, recognised, usableIdentities } from "./route-findings.ts";
import type { RouteReport } from "./route-report.ts";

/** A route, and what is known about it. */
export interface ProbedRoute {
  /** Through Fabio. */
  readonly request: ProbeRequest;
  readonly expectation?: Expectation;
  /** All that Fabio should send requests to. */
  readonly instances: readonly ProbedInstance[];
  /** Other targets get requests of the route, too. @default false */
  readonly isShared?: boolean;
  /** See `JudgeOptions`: leave it out for listeners that pass connections on. */
  readonly fabio?: JudgeOptions["fabio"];
}

/** How much a route is asked. */
export interface ProbeRouteOptions {
  /** Ask the instances themselves, too; they may be out of reach. @default true */
  readonly askDirectly?: boolean;
  /** Requests through Fabio. @default 20 for each instance, at most 1000 */
  readonly maxAttempts?: number;
  /** For each request. @default 5000 */
  readonly timeoutMs?: number;
  /** For all of it. @default 60000 */
  readonly totalTimeoutMs?: number;
  /** Requests at a time. @default 4 */
  readonly concurrency?: number;
  /** Ends it; what was found until then is in the report. */
  readonly signal?: AbortSignal;
}

const DEFAULT_TOTAL_MS = 60_000;
const ATTEMPTS_EACH = 20;
const MAX_ATTEMPTS = 1000;

/**
 * Makes requests to a route until every instance has answered, or until it is clear that it will not.
 * @throws {NomadxError} `usage` for a request that cannot be sent
 */
export async function probeRoute(route: ProbedRoute, options: ProbeRouteOptions = {}): Promise<RouteReport> {
  const { totalTimeoutMs = DEFAULT_TOTAL_MS, signal } = options;
  const time = new AbortController();
  // Every request that is under way listens to it; from the eleventh on Node would print a warning.
  setMaxListeners(0, time.signal);
  const end = (): void => time.abort();
  const timer = setTimeout(end, totalTimeoutMs);
  signal?.addEventListener("abort", end);
  if (signal?.aborted === true) end();
  try {
    return await run(route, options, time.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
    // The requests that are left over when one could not be sent.
    end();
  }
}

/** Complaints about answers of Fabio itself: no service has answered. */
const ofFabio: ReadonlySet<ComplaintCode> = new Set(["no-route", "upstream", "access", "bad-request"]);

async function run(
  { request: plain, expectation = {}, instances, isShared = false, fabio }: ProbedRoute,
  options: ProbeRouteOptions,
  ended: AbortSignal,
): Promise<RouteReport> {
  const { askDirectly = true, timeoutMs, concurrency = 4, signal } = options;
  const { maxAttempts = Math.min(MAX_ATTEMPTS, Math.max(1, instances.length) * ATTEMPTS_EACH) } = options;
  const request = expectedRequest(plain, expectation);
  const limits = { ...(timeoutMs !== undefined && { timeoutMs }), signal: ended };

  const askAll = (round: "first" | "again"): Promise<AskedInstances> =>
    askInstances({ request, expectation, instances: askDirectly ? instances : [] }, round, limits);
  const direct = await askAll("first");
  const identities = usableIdentities(direct.seen, instances.length);
  const judging = fabio === undefined ? {} : { fabio: { ...fabio, bareStatuses: direct.bareStatuses } };
  const isEnough = enoughFor(instances.length, identities);
  const { answers, reason } = await askRepeatedly(
    async () => {
      const answer = await probe(request, limits);
      if (answer.kind === "failed" && answer.code === "aborted") return undefined;
      const complaints = judgeAnswer(answer, expectation, request, judging);
      const isService = answer.kind !== "failed" && !complaints.some(({ code }) => ofFabio.has(code));
      return { complaints, ...(isService && { marks: marksOf(answer, expectation.instance) }) };
    },
    { maxAttempts, concurrency, ended, isEnough },
  );

  const marks = answers.flatMap((answer) => (answer.marks === undefined ? [] : [answer.marks]));
  const unrecognised = marks.filter(
    (each) => identities !== undefined && identify(each, identities) === undefined,
  );
  // Instances may have come to answer otherwise meanwhile: a counter, an uptime. Then they cannot be told by that.
  const lasts =
    identities !== undefined &&
    (unrecognised.length === 0 || holdsFor(identities, (await askAll("again")).seen));
  const ids = instances.map(({ id }) => id);
  const knowsAll = lasts && direct.seen.length === instances.length;
  const foreign = knowsAll
    ? unrecognised.filter((each) => isForeign(each, identities, expectation.instance)).length
    : 0;
  const byNumber = { answered: marks.length, asked: answers.length };
  const findings = lasts ? recognised(ids, marks, identities) : byChance(ids, byNumber);
  // The only one that gets requests may answer otherwise through a proxy, but not with another status.
  const isOnly = lasts && ids.length === 1 && !isShared && foreign === 0;
  const isLikeIt = isOnly && marks.some((each) => hasStatusOf(each, identities));
  return {
    attempts: answers.length,
    ...(isLikeIt ? byChance(ids, byNumber) : findings),
    complaints: countComplaints(answers.flatMap(({ complaints }) => complaints)),
    direct: direct.reports,
    unrecognised: lasts ? unrecognised.length : 0,
    foreign,
    ended: signal?.aborted === true ? "aborted" : reason,
  };
}
