import { setMaxListeners } from "node:events";

import type { PlannedProbe } from "./planned-probe.ts";
import type { ComplaintCode } from "../probe/complaint.ts";
import { NomadxError } from "../../diagnostics/errors.ts";
import { counted } from "../../text/counted.ts";
import { requestsToReachAll } from "../probe/chance.ts";
import { probeRoute, type ProbedRoute, type ProbeRouteOptions } from "../probe/probe-route.ts";
import type { RouteReport } from "../probe/route-report.ts";
import {
  verifyFinding,
  type VerifyFinding,
  type VerifyFindingFacts,
  type VerifyFindingKind,
} from "../verify-finding.ts";

/** The result of requests for a route through one Fabio. */
export interface RouteProbe {
  readonly route: string;
  readonly service: string;
  readonly fabio: string;
  readonly url: string;
  /** Why no request was made; the rest is empty then. */
  readonly skipped?: string;
  readonly requests: number;
  /** `host:port` of the instances that have answered. */
  readonly seen: readonly string[];
  readonly unseen: readonly string[];
  /** How instances were told apart: by their answers, by enough requests, or there is only one. */
  readonly identified: RouteReport["identified"];
}

/** How hard to try. */
export interface RunProbesOptions {
  /** Ask the instances themselves, too. @default true */
  readonly askDirectly?: boolean | undefined;
  /** For each request. @default 5000 */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Routes at a time. */
const CONCURRENCY = 4;

/** Makes the requests of all probes, a few routes at a time. */
export async function runProbes(
  planned: readonly PlannedProbe[],
  { askDirectly, timeoutMs, signal }: RunProbesOptions = {},
): Promise<{ readonly probes: readonly RouteProbe[]; readonly findings: readonly VerifyFinding[] }> {
  if (signal !== undefined) setMaxListeners(0, signal);
  const results: { probe: RouteProbe; findings: readonly VerifyFinding[] }[] = [];
  const queue = [...planned.entries()];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, { probe, smallestShare, provenBy, ...named }] = next;
      if ("skipped" in probe) {
        results[index] = { probe: { ...named, ...notAsked, ...probe }, findings: [] };
        continue;
      }
      const report = await probeIfPossible(probe, {
        maxAttempts: attemptsFor(probe.instances.length, smallestShare),
        ...(askDirectly !== undefined && { askDirectly }),
        ...(timeoutMs !== undefined && { timeoutMs }),
        ...(signal !== undefined && { signal }),
      });
      if ("skipped" in report) {
        results[index] = { probe: { ...named, ...notAsked, ...report }, findings: [] };
        continue;
      }
      const { attempts, seen, unseen, identified } = report;
      results[index] = {
        probe: { ...named, requests: attempts, seen, unseen, identified },
        findings: findingsOf({ ...named, provenBy }, report),
      };
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return { probes: results.map(({ probe }) => probe), findings: results.flatMap(({ findings }) => findings) };
}

/** One of a hundred requests takes some hundreds to be seen; many instances that answer alike take thousands. */
function attemptsFor(instances: number, smallestShare: number): number {
  const each = Math.max(instances, 1) * 20 + Math.ceil(7 / smallestShare);
  return Math.max(Math.min(1000, each), requestsToReachAll(Math.min(instances, 1000)));
}

const notAsked = { requests: 0, seen: [], unseen: [], identified: "by-chance" } as const;

/**
 * A request that cannot be sent, such as one with a header that HTTP does not allow, is a reason of this route alone.
 */
async function probeIfPossible(
  probe: ProbedRoute,
  options: ProbeRouteOptions,
): Promise<RouteReport | { readonly skipped: string }> {
  try {
    return await probeRoute(probe, options);
  } catch (error) {
    if (error instanceof NomadxError && error.code === "usage") return { skipped: error.message };
    throw error;
  }
}

function findingsOf(
  { route, service, fabio, url, provenBy }: Omit<PlannedProbe, "probe" | "smallestShare">,
  report: RouteReport,
): readonly VerifyFinding[] {
  const finding = (kind: VerifyFindingKind, facts: VerifyFindingFacts): VerifyFinding =>
    verifyFinding("probe", kind, { service, route, ...facts });
  const through = `${url} through ${new URL(fabio).host}`;
  const found = report.complaints.map(({ code, message, count }) => {
    const alike = report.direct.filter(({ complaints }) =>
      complaints.some((each) => each.message === message),
    );
    const numbers = [
      `${count} of ${report.attempts} requests`,
      ...(alike.length === 0
        ? []
        : [`and ${alike.length} of ${report.direct.length} instances that were asked directly`]),
    ];
    return finding(kinds[code], { summary: `${through}: ${message} (${numbers.join(", ")})` });
  });
  const told = new Set(report.complaints.map(({ message }) => message));
  if (report.foreign > 0) {
    const summary = `${through}: ${report.foreign} of ${report.attempts} answers come from none of the instances`;
    const help = "Another service shares the route, or the targets are not those of the service.";
    found.push(finding("wrong-backend", { summary, help }));
  }
  const isTold = report.identified === "by-answer";
  if (isTold && report.unseen.length > 0) {
    const summary = `${through}: ${report.unseen.join(", ")} answered none of ${report.attempts} requests`;
    found.push(finding("instance-unseen", { summary }));
  }
  // Nothing is wrong with the answers, and yet nobody knows that they are the service's.
  if (
    found.length === 0 &&
    provenBy === "instance" &&
    report.seen.length === 0 &&
    report.ended !== "aborted"
  ) {
    const isUndecided = report.identified === "by-chance" && report.unseen.length > 0;
    const summary = `${through}: ${unprovenText(report)}`;
    found.push(finding("instance-unseen", { summary, ...(isUndecided && { severity: "warning" }) }));
  }
  // Whether an instance can be reached from here says something only where it does not answer through Fabio either.
  if (found.length === 0) return [];
  return [
    ...found,
    ...report.direct.flatMap(({ id, complaints }) =>
      complaints
        .filter(({ code, message }) => kinds[code] !== "wrong-certificate" && !told.has(message))
        .map(({ code, message }) =>
          finding(kinds[code] === "refused" ? "instance-refused" : kinds[code], {
            summary: `${id}, asked directly: ${message}`,
          }),
        ),
    ),
  ];
}

function unprovenText({ unseen, attempts, identified }: RouteReport): string {
  const answers = counted(attempts, "answer");
  if (unseen.length === 0) return `${answers}, and Fabio has no target of the service on this route`;
  if (identified === "by-chance")
    return `${answers}, too few to know that each of ${unseen.length} instances gets requests`;
  return `${answers}, and none of them is what ${unseen.join(", ")} answers when it is asked directly`;
}

const kinds: Readonly<Record<ComplaintCode, VerifyFindingKind>> = {
  refused: "refused",
  unreachable: "refused",
  reset: "refused",
  timeout: "refused",
  dns: "refused",
  tls: "refused",
  protocol: "refused",
  aborted: "refused",
  "no-route": "refused",
  "bad-request": "refused",
  upstream: "refused",
  access: "refused",
  status: "wrong-answer",
  body: "wrong-answer",
  header: "wrong-answer",
  "not-serving": "wrong-answer",
  "grpc-status": "wrong-answer",
  "certificate-name": "wrong-certificate",
  "certificate-expired": "wrong-certificate",
};
