import { setTimeout as sleep } from "node:timers/promises";

import { refusal, reply, type Answer, type Reply } from "./reply.ts";

/**
 * One thing that goes wrong with a request: it may leave the server unasked, or change what it answers. Faults compose:
 * `both(slow(1, 50), cut(20))`; `on` says which requests they befall.
 */
export type Fault = (next: () => Promise<Reply>) => Promise<Reply>;

/** Nothing goes wrong. */
export const asItIs: Fault = (next) => next();

/** Closes the connection without an answer. */
export const hangUp: Fault = async () => "hang-up";

/** Takes the request, and never says anything. */
export const silence: Fault = async () => "silence";

/** Answers with another status, such as a 502 of what stands between. */
export function refuse(status: number, text: string): Fault {
  return async () => refusal(status, text);
}

/** Answers something else than what was asked for, as another server at the same port would. */
export function instead(body: string, type = "text/html; charset=utf-8"): Fault {
  return async () => reply(200, body, { "Content-Type": type });
}

/** Answers after a while. */
export function late(milliseconds: number): Fault {
  return async (next) => {
    const answer = await next();
    await sleep(milliseconds);
    return answer;
  };
}

/** Sends other headers along, or none of that name: an `X-Nomad-Index` that falls, a `Content-Type` that is missing. */
export function headers(changed: Readonly<Record<string, string | undefined>>): Fault {
  const names = new Set(Object.keys(changed).map((name) => name.toLowerCase()));
  const added = Object.entries(changed).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return changing((answer) => {
    const kept = Object.entries(answer.headers).filter(([name]) => !names.has(name.toLowerCase()));
    return { ...answer, headers: Object.fromEntries([...kept, ...added]) };
  });
}

/** Sends the body a few bytes at a time, with a pause after each. */
export function slow(bytes: number, pauseMs: number): Fault {
  return delivering(async function* (pieces) {
    for await (const piece of pieces) {
      for (let at = 0; at < piece.length; at += bytes) {
        yield piece.subarray(at, at + bytes);
        await sleep(pauseMs);
      }
    }
  });
}

/** Promises the whole body, and hangs up after its first bytes. */
export function cut(bytes: number): Fault {
  return stopping(bytes, "hang-up");
}

/** Promises the whole body, and says nothing more after its first bytes. */
export function stall(bytes: number): Fault {
  return stopping(bytes, "silence");
}

/** Sends the body, and then the same text again and again, as fast as it is taken. */
export function endless(text: string): Fault {
  const piece = Buffer.from(text.repeat(Math.ceil(65_536 / text.length)));
  return delivering(async function* (pieces) {
    yield* pieces;
    for (;;) yield piece;
  });
}

/** Several faults of the same answer: the first one befalls it first. */
export function both(...faults: readonly Fault[]): Fault {
  return (next) => faults.reduce<() => Promise<Reply>>((inner, fault) => () => fault(inner), next)();
}

/** One fault a request: the first gets the first, and so on; those after the last one get that, too. */
export function inTurn(...faults: readonly Fault[]): Fault {
  let asked = 0;
  return (next) => (faults[Math.min(asked++, faults.length - 1)] ?? asItIs)(next);
}

/** A fault of those requests that come at a time when it is there. */
export function whenever(isThere: () => boolean, fault: Fault): Fault {
  return (next) => (isThere() ? fault(next) : next());
}

function changing(change: (answer: Answer) => Answer): Fault {
  return async (next) => {
    const answer = await next();
    return typeof answer === "string" ? answer : change(answer);
  };
}

/** Changes how the body goes out. */
function delivering(change: (pieces: AsyncIterable<Buffer>) => AsyncIterable<Buffer>): Fault {
  return changing((answer) => {
    const { deliver = whole } = answer;
    return { ...answer, deliver: (body) => change(deliver(body)) };
  });
}

function stopping(bytes: number, ending: "hang-up" | "silence"): Fault {
  const upTo = delivering(async function* (pieces) {
    let left = bytes;
    for await (const piece of pieces) {
      yield piece.subarray(0, left);
      left -= piece.length;
      if (left <= 0) return;
    }
  });
  const promising = changing((answer) => ({
    ...answer,
    headers: { "Content-Length": String(answer.body.length), ...answer.headers },
    ending,
  }));
  return both(upTo, promising);
}

async function* whole(body: Buffer): AsyncGenerator<Buffer> {
  yield body;
}
