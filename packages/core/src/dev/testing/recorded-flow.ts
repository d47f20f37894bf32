import { readFileSync } from "node:fs";

import { isRecord } from "../../jobspec/key-path.ts";
import type { NomadContents, Row } from "../nomad/contents.ts";
import { takeJob, type Scripts } from "./scripted-nomad.ts";

/** A recorded deployment, as the server shows it at one time. */
export interface RecordedFlow {
  readonly jobId: string;
  readonly evaluationId: string;
  /** Takes the job. */
  readonly scripts: Scripts;
  /** The server's contents for it. */
  readonly contents: NomadContents;
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
    ({ start, kind, body }) =>
      start !== undefined ||
      (when === "running" &&
        kind === "deployments" &&
        rowsIn(body).some(({ Status }) => Status !== "running")),
  );
  const last = new Map((next === -1 ? rest : rest.slice(0, next)).map(({ kind, body }) => [kind, body]));
  const rowsOf = (kind: string) => rowsIn(last.get(kind)).map((row) => ({ ...row, JobID: jobId }));
  const job = last.get("job");
  return {
    jobId,
    evaluationId,
    scripts: { "PUT /v1/jobs": takeJob(evaluationId) },
    contents: {
      ...{ evaluations: rowsOf("evaluations"), deployments: rowsOf("deployments") },
      allocations: rowsOf("allocations"),
      ...(isRecord(job) && { jobs: [job] }),
    },
  };
}

interface FlowLine {
  readonly start?: { readonly jobId: string; readonly evaluationId: string };
  readonly kind?: string;
  /** A list, or the job. */
  readonly body?: unknown;
}

/** The lines are objects as scripts/record-flows.js writes them. */
function isFlowLine(value: unknown): value is FlowLine {
  return isRecord(value);
}

function rowsIn(body: unknown): readonly Row[] {
  return Array.isArray(body) ? body.filter(isRecord) : [];
}
