import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";

import { isRecord } from "../../jobspec/key-path.ts";
import { recordedPlan } from "../../plan/testing/recorded-plans.ts";
import { sendJson, sendText, type LoopbackServer, type SeenRequest } from "../http/loopback-server.ts";
import { startServer } from "./servers.ts";

/** Answers one request, or hands back what is to be sent as JSON. */
export type Route = (request: SeenRequest, response: ServerResponse) => unknown;

/** Answers by method and path, such as `PUT /v1/jobs`; `*` stands for any job ID. */
export type Routes = Readonly<Record<string, Route>>;

/** A server that answers as Nomad does, as far as `routes` know; all else it does not find. */
export function startNomad(routes: Routes): Promise<LoopbackServer> {
  return startServer((request, response) => {
    const [path = ""] = request.url.split("?");
    const call = `${request.method} ${path}`;
    const route = routes[call] ?? routes[call.replace(/^(\w+ \/v1\/job\/)[^/]+/, "$1*")];
    if (route === undefined) return sendText(response, 404, "not found");
    const answer = route(request, response);
    if (!response.writableEnded && !response.destroyed && answer !== undefined) sendJson(response, answer);
  });
}

/** Says no in Nomad's way. */
export function refuse(status: number, text: string): Route {
  return (_, response) => sendText(response, status, text);
}

/** Closes the connection without an answer. */
export const hangUp: Route = (_, response) => void response.destroy();

/** Promises more than it sends. */
export const breakOff: Route = (_, response) => {
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "1000" });
  response.write('{"Diff": {"Type"', () => response.destroy());
};

/** The job in a request to plan, validate or register it. */
export function jobIn({ body }: SeenRequest): { readonly ID?: unknown } {
  const value: unknown = JSON.parse(body);
  return isRecord(value) && isRecord(value["Job"]) ? value["Job"] : {};
}

/** What Nomad answers to the plan of a job that is new to it: a group `web` with two instances. */
export const planOfNewJob: Route = (request) => {
  const { plan } = recordedPlan("new-service");
  return { ...plan, Warnings: "", Diff: { ...plan.Diff, ID: String(jobIn(request).ID) } };
};

/** Takes a job; `evaluation` is what it says comes of it. */
export function takeJob(evaluation: string): Route {
  return () => ({ EvalID: evaluation, EvalCreateIndex: 7, JobModifyIndex: 7, Warnings: "" });
}

/** A recorded deployment, as the server shows it at one time. */
export interface RecordedFlow {
  readonly jobId: string;
  readonly evaluationId: string;
  readonly routes: Routes;
}

/**
 * Reads one of fixtures/nomad/flows: the last answer of each kind to its first change, or those from before its
 * deployment had ended.
 */
export function recordedFlow(name: string, when: "ended" | "running" = "ended"): RecordedFlow {
  const url = new URL(`../../../../../fixtures/nomad/flows/${name}.jsonl`, import.meta.url);
  const [first, ...rest] = readFileSync(url, "utf8")
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line))
    .filter(isFlowLine);
  const { jobId, evaluationId } = first?.start ?? { jobId: "", evaluationId: "" };
  const next = rest.findIndex(
    (line) =>
      "start" in line ||
      (when === "running" &&
        line.kind === "deployments" &&
        line.body?.some(({ Status }) => Status !== "running")),
  );
  const last = new Map((next === -1 ? rest : rest.slice(0, next)).map(({ kind, body }) => [kind, body]));
  const evaluations = last.get("evaluations") ?? [];
  const job = last.get("job");
  return {
    jobId,
    evaluationId,
    routes: {
      "PUT /v1/jobs": takeJob(evaluationId),
      ...Object.fromEntries(
        evaluations.map((each) => [`GET /v1/evaluation/${String(each["ID"])}`, () => each] as const),
      ),
      "GET /v1/job/*/evaluations": () => evaluations,
      "GET /v1/job/*/deployments": () => last.get("deployments") ?? [],
      "GET /v1/job/*/allocations": () => last.get("allocations") ?? [],
      ...(job !== undefined && { "GET /v1/job/*": () => job }),
    },
  };
}

interface FlowLine {
  readonly start?: { readonly jobId: string; readonly evaluationId: string };
  readonly kind?: string;
  readonly body?: readonly Readonly<Record<string, unknown>>[];
}

/** The lines are objects as scripts/record-flows.js writes them. */
function isFlowLine(value: unknown): value is FlowLine {
  return isRecord(value);
}
