import type { DnsMessage, DnsQuestion } from "./dns-message.ts";
import type { DnsServer } from "./dns-server.ts";

/** One question to one server: over UDP once, or over a TCP connection of its own. */
export interface ExchangeOptions {
  /** With an IP address for its host. */
  readonly server: DnsServer;
  readonly question: DnsQuestion;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** What a question came to. */
export type ExchangeResult =
  | { readonly kind: "answer"; readonly message: DnsMessage }
  /** `heard`: something came, but no answer to this. */
  | { readonly kind: "timeout"; readonly heard: boolean }
  | { readonly kind: "failed"; readonly error: Error }
  /** TCP only: the server ended the connection before its answer did. */
  | { readonly kind: "closed" };
