import type { Socket } from "node:net";

import { askGrpc } from "./ask-grpc.ts";
import { askHttp } from "./ask-http.ts";
import { askTcp } from "./ask-tcp.ts";
import { connect, isSocket, type ConnectionProgress } from "./connect.ts";
import { giveUp } from "./failure.ts";
import type { ProbeAnswer, ProbeOutcome } from "./probe-answer.ts";
import { checkRequest, type ProbeRequest } from "./probe-request.ts";

/** How long a probe may take. */
export interface ProbeOptions {
  /** For all of it, from the look-up of the host to the end of the answer. @default 5000 */
  readonly timeoutMs?: number;
  /** Ends it; the answer is then `aborted`. */
  readonly signal?: AbortSignal;
}

const DEFAULT_TIMEOUT_MS = 5000;

/**
 * Makes one request over one new connection. What the network or the server does is in the answer, never thrown.
 * @throws {NomadxError} `usage` for a request that cannot be sent: a port out of range, a header with a line break
 * @example await probe({ kind: "http", host: "127.0.0.1", port: 9999, hostHeader: "mysite.com:9999" })
 */
export async function probe(request: ProbeRequest, options: ProbeOptions = {}): Promise<ProbeAnswer> {
  checkRequest(request);
  const { timeoutMs = DEFAULT_TIMEOUT_MS, signal } = options;
  const started = performance.now();
  const progress: ConnectionProgress = { stage: "connection" };
  const ended = new AbortController();
  const outcome = await new Promise<ProbeOutcome>((resolve, reject) => {
    const end = (code: "timeout" | "aborted"): void =>
      resolve(giveUp(code, { stage: progress.stage, timeoutMs, endpoint: request }));
    const abort = (): void => end("aborted");
    const timer = setTimeout(end, timeoutMs, "timeout");
    ended.signal.addEventListener("abort", () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    });
    if (signal?.aborted === true) return abort();
    signal?.addEventListener("abort", abort);
    ask(request, progress, ended.signal).then(resolve, reject);
  }).finally(() => {
    ended.abort();
    progress.socket?.destroy();
  });
  const { certificate } = progress;
  const tookMs = performance.now() - started;
  return { ...outcome, tookMs, ...(certificate !== undefined && { certificate }) };
}

async function ask(
  request: ProbeRequest,
  progress: ConnectionProgress,
  ended: AbortSignal,
): Promise<ProbeOutcome> {
  const socket = await connect(request, progress);
  return isSocket(socket) ? converse(socket, request, ended) : socket;
}

function converse(socket: Socket, request: ProbeRequest, ended: AbortSignal): Promise<ProbeOutcome> {
  switch (request.kind) {
    case "http":
    case "https":
      return askHttp(socket, request);
    case "tcp":
    case "tls":
      return askTcp(socket, request, ended);
    case "grpc":
    case "grpcs":
      return askGrpc(socket, request);
  }
}
