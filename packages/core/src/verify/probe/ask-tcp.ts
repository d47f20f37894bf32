import type { Socket } from "node:net";

import { BoundedText } from "./bounded-text.ts";
import { closedBy, failureOf, malformedAnswer } from "./failure.ts";
import type { ProbeFailure, TcpAnswer } from "./probe-answer.ts";
import type { Endpoint, TcpParts } from "./probe-request.ts";

const DEFAULT_GRACE_MS = 250;

/**
 * Says `send` and listens: until `expect` has come, or else for `graceMs`. A server that closes before is an answer only
 * when it was not expected to say anything in particular and said something.
 */
export function askTcp(
  socket: Socket,
  request: Endpoint & TcpParts,
  signal: AbortSignal,
): Promise<TcpAnswer | ProbeFailure> {
  const { send, expect, graceMs = DEFAULT_GRACE_MS } = request;
  return new Promise((resolve) => {
    const received = new BoundedText();
    const finish = (outcome: TcpAnswer | ProbeFailure): void => {
      clearTimeout(grace);
      resolve(outcome);
    };
    const answer = (): void => finish({ kind: "tcp", received: received.text() });
    const grace = expect === undefined ? setTimeout(answer, graceMs) : undefined;
    const closed = (): void => {
      const text = received.text();
      if (expect === undefined && text !== "") answer();
      else finish(closedBy(request, "answer", text));
    };
    socket.on("data", (chunk) => {
      received.add(chunk);
      if (expect === undefined) return;
      if (received.text().includes(expect)) answer();
      else if (received.cut) finish(malformedAnswer(request, "sent 64 KiB without the expected text"));
    });
    socket.on("end", closed).on("close", closed);
    socket.on("error", (error) => finish(failureOf(error, "answer", request)));
    signal.addEventListener("abort", () => clearTimeout(grace), { once: true });
    if (send !== undefined) socket.write(send);
  });
}
