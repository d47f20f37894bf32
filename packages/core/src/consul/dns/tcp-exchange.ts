import { randomInt } from "node:crypto";
import { connect } from "node:net";

import { decodeAnswer, encodeQuestion } from "./dns-message.ts";
import type { ExchangeOptions, ExchangeResult } from "./exchange.ts";

/** Asks over a TCP connection of its own, where each message has its length before it (RFC 1035, 4.2.2). */
export function exchangeOverTcp(options: ExchangeOptions): Promise<ExchangeResult> {
  const { server, question, timeoutMs, signal } = options;
  const id = randomInt(65_536);
  return new Promise((resolve, reject) => {
    const socket = connect(server);
    let received: Buffer = Buffer.alloc(0);
    let heard = false;
    const end = (finish: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      socket.removeAllListeners().on("error", () => {
        // Of a connection that nobody waits for any more.
      });
      socket.destroy();
      finish();
    };
    const settle = (result: ExchangeResult): void => end(() => resolve(result));
    const abort = (): void => end(() => reject(signal?.reason));
    const timer = setTimeout(() => settle({ kind: "timeout", heard }), timeoutMs);
    signal?.addEventListener("abort", abort);
    socket.on("error", (error) => settle({ kind: "failed", error }));
    socket.on("close", () => settle({ kind: "closed" }));
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      try {
        while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
          const length = received.readUInt16BE(0);
          const message = decodeAnswer(received.subarray(2, 2 + length), id, question);
          if (message !== undefined) return settle({ kind: "answer", message });
          heard = true;
          received = received.subarray(2 + length);
        }
      } catch (error) {
        end(() => reject(error));
      }
    });
    const bytes = encodeQuestion(id, question);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    socket.write(Buffer.concat([length, bytes]));
  });
}
