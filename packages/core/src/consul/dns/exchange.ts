import { randomInt } from "node:crypto";
import type { EventEmitter } from "node:events";

import { decodeAnswer, encodeQuestion, type DnsMessage, type DnsQuestion } from "./dns-message.ts";
import type { DnsServer } from "./dns-server.ts";

/** One question to one server: over UDP once, or over a TCP connection of its own. */
export interface ExchangeOptions {
  /** With an IP address for its host. */
  readonly server: DnsServer;
  readonly question: DnsQuestion;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** The result of a question. */
export type ExchangeResult =
  | { readonly kind: "answer"; readonly message: DnsMessage }
  /** `heard`: something came, but no answer to this. */
  | { readonly kind: "timeout"; readonly heard: boolean }
  | { readonly kind: "failed"; readonly error: Error }
  /** TCP only: the server ended the connection before its answer did. */
  | { readonly kind: "closed" };

/** How one transport carries messages over its socket. */
interface Carrier {
  close(): void;
  /** Sends the question, and hands over each message that comes. */
  carry(question: Buffer, take: (message: Buffer) => void, settle: (result: ExchangeResult) => void): void;
}

/**
 * Exchanges a question for the first thing that settles it, and closes the socket then. What is no answer is passed over.
 */
export function exchangeOver(
  socket: EventEmitter,
  { question, timeoutMs, signal }: ExchangeOptions,
  carrier: Carrier,
): Promise<ExchangeResult> {
  const id = randomInt(65_536);
  return new Promise((resolve, reject) => {
    let heard = false;
    const end = (finish: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      socket.removeAllListeners().on("error", () => {
        // Of a socket that nobody waits for any more.
      });
      carrier.close();
      finish();
    };
    const settle = (result: ExchangeResult): void => end(() => resolve(result));
    const abort = (): void => end(() => reject(signal?.reason));
    const timer = setTimeout(() => settle({ kind: "timeout", heard }), timeoutMs);
    signal?.addEventListener("abort", abort);
    socket.on("error", (error: Error) => settle({ kind: "failed", error }));
    const take = (bytes: Buffer): void => {
      try {
        const message = decodeAnswer(bytes, id, question);
        if (message === undefined) heard = true;
        else settle({ kind: "answer", message });
      } catch (error) {
        end(() => reject(error));
      }
    };
    carrier.carry(encodeQuestion(id, question), take, settle);
  });
}
