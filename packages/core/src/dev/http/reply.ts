import { once } from "node:events";
import type { ServerResponse } from "node:http";

/**
 * The reaction of a server to a request: answers, hangs up without a word, or says nothing and keeps the connection.
 */
export type Reply = Answer | "hang-up" | "silence";

/** An answer, as it should be; what is wrong with it, faults put into `deliver`. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** How the body goes out: all at once unless it says otherwise. Endless bodies have no end. */
  readonly deliver?: (body: Buffer) => AsyncIterable<Buffer>;
  /** The end of the connection after it. @default "end" */
  readonly ending?: "end" | "hang-up" | "silence";
}

/** An answer of any type of content. */
export function reply(
  status: number,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, headers, body: typeof body === "string" ? Buffer.from(body) : body };
}

/** An answer in JSON. */
export function jsonReply(value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return reply(200, JSON.stringify(value), { "Content-Type": "application/json", ...headers });
}

/** A refusal in the way of Nomad and Consul: the bare text. */
export function refusal(status: number, text: string): Answer {
  return reply(status, text, { "Content-Type": "text/plain; charset=utf-8" });
}

/** Whether it is a reply, and not a value that one would send. */
export function isReply(value: unknown): value is Reply {
  if (value === "hang-up" || value === "silence") return true;
  return typeof value === "object" && value !== null && "body" in value && value.body instanceof Buffer;
}

/** Sends a reply. Where the client goes away before its end, the rest is not sent. */
export async function sendReply(given: Reply, response: ServerResponse): Promise<void> {
  if (given === "silence") return;
  if (given === "hang-up") return void response.destroy();
  const { status, headers, body, deliver = atOnce, ending = "end" } = given;
  const length = deliver === atOnce ? { "Content-Length": String(body.length) } : {};
  response.writeHead(status, { ...length, ...headers });
  if (status === 204 || status === 304) return void response.end();
  for await (const piece of deliver(body)) {
    if (response.destroyed) return;
    if (!response.write(piece)) await roomIn(response);
  }
  if (ending === "end") response.end();
  // Bytes that have been written are sent first.
  else if (ending === "hang-up") response.socket?.end(() => response.destroy());
}

/** Resolves when the client has taken what was written, or has gone away. */
async function roomIn(response: ServerResponse): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  await Promise.race([once(response, "drain", { signal }), once(response, "close", { signal })]);
  waiting.abort();
}

async function* atOnce(body: Buffer): AsyncGenerator<Buffer> {
  if (body.length > 0) yield body;
}
