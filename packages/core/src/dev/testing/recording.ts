import { readFileSync } from "node:fs";

import * as z from "zod/mini";

import type { LoopbackServer } from "../http/loopback-server.ts";
import { startServer } from "./servers.ts";

const exchange = z.object({
  request: z.object({
    method: z.string(),
    path: z.string(),
    body: z.optional(z.record(z.string(), z.unknown())),
  }),
  response: z.object({
    status: z.number(),
    headers: z.record(z.string(), z.string()),
    text: z.string(),
  }),
});

/** A call and what a real Nomad answered. Made by scripts/record-nomad.js. */
export type Recording = z.infer<typeof exchange>;

/** Reads one of fixtures/nomad/recordings. */
export function readRecording(name: string): Recording {
  const url = new URL(`../../../../../fixtures/nomad/recordings/${name}.json`, import.meta.url);
  return exchange.parse(JSON.parse(readFileSync(url, "utf8")));
}

/** A server that gives every request the recorded answer. */
export function startReplay({ response: { status, headers, text } }: Recording): Promise<LoopbackServer> {
  return startServer((_, response) => response.writeHead(status, headers).end(text));
}
