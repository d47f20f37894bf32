import { setMaxListeners } from "node:events";

import type { PlannedProbe } from "./planned-probe.ts";
import type { ComplaintCode } from "../probe/complaint.ts";
import { probeRoute } from "../probe/probe-route.ts";
import type { RouteReport } from "../probe/route-report.ts";
import type { VerifyFinding, VerifyFindingKind } from "../verify-finding.ts";

/** What requests through one Fabio have shown of a route. */
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
      const [index, { probe, smallestShare, ...named }] = next;
      if ("skipped" in probe) {
        const none = { requests: 0, seen: [], unseen: [], identified: "by-chance" } as const;
        results[index] = { probe: { ...named, ...none, ...probe }, findings: [] };
        continue;
      }
      const report = await probeRoute(probe, {
        // One of a hundred requests takes some hundreds to be seen.
        maxAttempts: Math.min(1000, Math.max(probe.instances.length, 1) * 20 + Math.ceil(7 / smallestShare)),
        ...(askDirectly !== undefined && { askDirectly }),
        ...(timeoutMs !== undefined && { timeoutMs }),
        ...(signal !== undefined && { signal }),
      });
      const { attempts, seen, unseen, identified } = report;
      results[index] = {
        probe: { ...named, requests: attempts, seen, unseen, identified },
        findings: findingsOf(named, report),
      };
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return { probes: results.map(({ probe }) => probe), findings: results.flatMap(({ findings }) => findings) };
}

function findingsOf(
  { route, service, fabio, url }: Omit<PlannedProbe, "probe" | "smallestShare">,
  report: RouteReport,
): readonly VerifyFinding[] {
  const about = { layer: "probe", service, route } as const;
  const through = `${url} through ${new URL(fabio).host}`;
  const found: VerifyFinding[] = report.complaints.map(({ code, message, count }) => {
    const alike = report.direct.filter(({ complaints }) =>
      complaints.some((each) => each.message === message),
    );
    const numbers = [
      `${count} of ${report.attempts} requests`,
      ...(alike.length === 0
        ? []
        : [`and ${alike.length} of ${report.direct.length} instances, asked themselves`]),
    ];
    return { ...about, kind: kinds[code], message: `${through}: ${message} (${numbers.join(", ")})` };
  });
  const told = new Set(report.complaints.map(({ message }) => message));
  if (report.foreign > 0) {
    const message = `${through}: ${report.foreign} of ${report.attempts} answers are of none of the instances`;
    const help = "Another service shares the route, or the targets are not those of the service.";
    found.push({ ...about, kind: "wrong-backend", message, help });
  }
  const isTold = report.identified === "by-answer";
  if (isTold && report.unseen.length > 0) {
    const message = `${through}: ${report.unseen.join(", ")} answered none of ${report.attempts} requests`;
    found.push({ ...about, kind: "instance-unseen", message });
  }
  // Whether an instance can be reached from here says something only where it does not answer through Fabio either.
  if (found.length === 0) return [];
  return [
    ...found,
    ...report.direct.flatMap(({ id, complaints }) =>
      complaints
        .filter(({ code, message }) => kinds[code] !== "wrong-certificate" && !told.has(message))
        .map(({ code, message }): VerifyFinding => ({
          ...about,
          kind: kinds[code] === "refused" ? "instance-refused" : kinds[code],
          message: `${id}, asked itself: ${message}`,
        })),
    ),
  ];
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
