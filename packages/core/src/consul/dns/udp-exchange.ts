import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { isIP } from "node:net";

import { decodeAnswer, encodeQuestion } from "./dns-message.ts";
import type { ExchangeOptions, ExchangeResult } from "./exchange.ts";

/**
 * Asks over UDP, once. The socket is connected: so only that server is heard, and a port where nothing listens is told at
 * once. What is no answer to this question is passed over.
 */
export function exchangeOverUdp(options: ExchangeOptions): Promise<ExchangeResult> {
  const { server, question, timeoutMs, signal } = options;
  const id = randomInt(65_536);
  return new Promise((resolve, reject) => {
    const socket = createSocket(isIP(server.host) === 6 ? "udp6" : "udp4");
    let heard = false;
    const end = (finish: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      socket.removeAllListeners().on("error", () => {
        // Of a socket that nobody waits for any more.
      });
      socket.close();
      finish();
    };
    const settle = (result: ExchangeResult): void => end(() => resolve(result));
    const abort = (): void => end(() => reject(signal?.reason));
    const timer = setTimeout(() => settle({ kind: "timeout", heard }), timeoutMs);
    signal?.addEventListener("abort", abort);
    socket.on("error", (error) => settle({ kind: "failed", error }));
    socket.on("message", (bytes) => {
      try {
        const message = decodeAnswer(bytes, id, question);
        if (message === undefined) heard = true;
        else settle({ kind: "answer", message });
      } catch (error) {
        end(() => reject(error));
      }
    });
    socket.connect(server.port, server.host, () => socket.send(encodeQuestion(id, question)));
  });
}
