import type { Writable } from "node:stream";

import type { Context } from "./context.ts";
import { firstInterrupt, type FirstInterrupt } from "./first-interrupt.ts";

/** The surroundings of a command: those of this process, or what a test puts in their place. */
export interface World extends Pick<Context, "cwd" | "env" | "now" | "readStdinBytes"> {
  readonly streams: { readonly out: OutStream; readonly err: OutStream };
  readonly interrupt: FirstInterrupt;
}

type OutStream = Writable & { readonly isTTY?: boolean };

/** Those of this process. */
export function worldOfProcess(): World {
  return {
    streams: { out: process.stdout, err: process.stderr },
    cwd: process.cwd(),
    env: process.env,
    now: Date.now,
    readStdinBytes,
    interrupt: firstInterrupt(),
  };
}

async function readStdinBytes(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
