import { request as forward, type IncomingMessage, type ServerResponse } from "node:http";

import { serveHttp, type LoopbackServer } from "../http/loopback-server.ts";
import { requestKey, whenWaiting, type Exchange, type Scene } from "./exchange.ts";

/** The server that answers at its port while the commands of a page run. */
export interface Agent {
  readonly port: number;
  /** Called before each command. */
  begin(command: string): void;
  /** Returns the request that the command was waiting for, for the message about a command that did not end. */
  waiting(): string;
  /** Ends the agent; the scenes that it has seen. */
  end(): readonly Scene[];
}

/**
 * An agent that answers what a real server answered to the same command. Answers go out one after the other in the order
 * of the recording, each when it has been asked for: so a command that follows a deployment sees the same things happen
 * in the same order. What was not recorded is left without an answer, as a blocking query is for which nothing changes.
 */
export async function replay(scenes: readonly Scene[]): Promise<Agent> {
  const left = [...scenes];
  let expected: readonly Exchange[] = [];
  let open: readonly { readonly key: string; readonly response: ServerResponse }[] = [];
  /** Jobs of which the command has given up a question: it follows them no longer. */
  let givenUp: ReadonlySet<string> = new Set();
  /** The command has not seen the last answer until it asks again what was asked again when it was recorded. */
  let unseen: string | undefined;
  let timer: NodeJS.Timeout | undefined;

  const isOpen = (request: string): boolean => open.some(({ key }) => key === request);
  const proceed = (): void => {
    if (timer !== undefined && (unseen === undefined || !isOpen(unseen))) return;
    clearTimeout(timer);
    timer = undefined;
    const [next, ...rest] = expected;
    if (next === undefined) return;
    const asked = open.find(({ key }) => key === next.request);
    if (asked !== undefined) {
      expected = rest;
      open = open.filter((other) => other !== asked);
      asked.response.writeHead(next.status, next.headers).end(next.body);
      unseen = rest.find(({ request }) => request === whenWaiting(next.request))?.request;
      proceedIn(unseen === undefined ? 15 : 1000);
    } else if (givenUp.has(jobOf(next.request))) {
      // An answer that came too late to be of use when it was recorded may not be asked for at all now.
      unseen = next.request;
      proceedIn(300, () => {
        if (!isOpen(next.request)) expected = rest;
      });
    }
  };
  const proceedIn = (milliseconds: number, before?: () => void): void => {
    timer = setTimeout(() => {
      timer = undefined;
      before?.();
      proceed();
    }, milliseconds);
  };

  const server = await serveHttp((request, response) => {
    const asked = { key: requestKey(request.method, request.url), response };
    response.on("close", () => {
      if (!open.includes(asked)) return;
      open = open.filter((other) => other !== asked);
      givenUp = new Set([...givenUp, jobOf(asked.key)]);
      proceed();
    });
    open = [...open, asked];
    proceed();
  });
  return {
    port: portOf(server),
    begin(command) {
      const isNext = left[0]?.command === command;
      expected = isNext ? (left.shift()?.exchanges ?? []) : [];
      open = [];
      givenUp = new Set();
      clearTimeout(timer);
      timer = undefined;
    },
    waiting: () =>
      `asked for: ${open.map(({ key }) => key).join(", ") || "nothing"}\nrecorded next: ${expected[0]?.request ?? "nothing"}`,
    end: () => (server.close(), scenes),
  };
}

/** The job that a request is about, with all before it. */
function jobOf(request: string): string {
  return /^.*\/v1\/job\/[^/? ]+/.exec(request)?.[0] ?? request;
}

/** An agent that passes everything on to a real server, and keeps what it answers. */
export async function record(address: string): Promise<Agent> {
  const scenes: { command: string; exchanges: Exchange[] }[] = [];
  const server = await serveHttp((request, response) => {
    const exchanges = scenes.at(-1)?.exchanges ?? [];
    const { "accept-encoding": _, ...headers } = request.headers;
    const { method, url, body: sent } = request;
    const passedOn = forward(new URL(url, address), { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const kept = { status: answer.statusCode ?? 500, headers: keptHeaders(answer) };
        const body = Buffer.concat(chunks);
        response.writeHead(kept.status, kept.headers).end(body);
        const exchange = { request: requestKey(method, url), ...kept, body: body.toString("utf8") };
        if (isNews(url, exchange, exchanges)) exchanges.push(exchange);
      });
    });
    passedOn.on("error", () => response.destroy());
    response.on("close", () => passedOn.destroy());
    passedOn.end(sent);
  });
  return {
    port: portOf(server),
    begin: (command) => void scenes.push({ command, exchanges: [] }),
    waiting: () => `the server at ${address}`,
    end: () => (server.close(), scenes.filter(({ exchanges }) => exchanges.length > 0)),
  };
}

/** Whether an answer is more than that of a blocking query for which nothing has changed. */
function isNews(url: string, { request, body }: Exchange, before: readonly Exchange[]): boolean {
  const last = before.findLast((other) => other.request === request);
  return !new URL(url, "http://server").searchParams.has("index") || last?.body !== body;
}

const HEADERS = ["content-type", "x-nomad-index", "x-nomad-knownleader", "x-nomad-lastcontact"];

function keptHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    HEADERS.flatMap((name) => {
      const value = headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}

function portOf({ address }: LoopbackServer): number {
  return Number(new URL(address).port);
}
