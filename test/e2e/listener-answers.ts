import { expect } from "vitest";

import { exchange, exchangeTls } from "./connections.ts";
import type { Side } from "./listener-trials.ts";

/** It refuses its settings: ends with this exit code, and says this. */
export function ends(code: number, text: string): Side["sees"] {
  return endsWith([code], text);
}

/**
 * It cannot listen: ends, and says this. Mostly with exit code 1; while it goes down its main routine can be faster and
 * end it with 0.
 * @see fabiolb/fabio exit/listen.go (1.7.3)
 */
export function cannotListen(text: string): Side["sees"] {
  return endsWith([0, 1], text);
}

function endsWith(codes: readonly number[], text: string): Side["sees"] {
  return async ({ fabio, proxy }) => {
    expect(codes).toContain(await fabio.process.ended);
    expect(fabio.process.log.replaceAll(String(proxy), "PORT")).toContain(text);
  };
}

/** It serves requests at `proxy`. */
export const serves: Side["sees"] = async ({ fabio, proxy }) => {
  await fabio.ready();
  expect(await untilOpen(() => exchange(proxy, request("any.test")))).toMatch(/^HTTP\/1\.1 200 /);
};

/** It runs with settings that have this among them, in the names of its admin API. */
export function has(config: object): Side["sees"] {
  return async ({ fabio }) => {
    await fabio.ready();
    expect(await fabio.admin.config()).toMatchObject(config);
  };
}

/** An HTTP request as it is sent. */
export function request(host: string): string {
  return `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
}

/**
 * Returns the outcome of the connection, once its port is open: Fabio opens its listeners a moment after its admin API.
 */
export async function untilOpen(connect: () => Promise<string>): Promise<string> {
  for (const deadline = Date.now() + 10_000; ;) {
    const outcome = await connect();
    if (outcome !== "refused" || Date.now() > deadline) return outcome;
  }
}

/** Whether a TLS client that asks for the name gets an answer. */
export function answersTls(name: string, outcome: RegExp): Side["sees"] {
  return async ({ fabio, proxy }) => {
    await fabio.ready();
    expect(await untilOpen(() => exchangeTls(proxy, name, request(name)))).toMatch(outcome);
  };
}

const withProxyHeader = `PROXY TCP4 192.0.2.1 127.0.0.1 1111 80\r\n${request("any.test")}`;

/** The expected outcome of a request with a PROXY header in front. */
export function answersProxied(outcome: RegExp): Side["sees"] {
  return async ({ fabio, proxy }) => {
    await fabio.ready();
    expect(await untilOpen(() => exchange(proxy, withProxyHeader))).toMatch(outcome);
  };
}

/** An HTTP answer that is well. */
export const answered = /^HTTP\/1\.1 200 /;
/** A connection that was closed without an answer. */
export const closed = /^closed$/;
