import { Writable } from "node:stream";

import type { Command } from "../../packages/cli/src/command/command-definition.ts";
import { Interruption } from "../../packages/cli/src/command/interruption.ts";
import { directoryOf, type Outcome, type Surroundings } from "./nomadx.ts";

/** A command that runs in this process, and can be interrupted there. */
export interface CommandInProcess extends Surroundings {
  /** Its words, and its arguments: `["routes", "match"], ["http://a/"]`. */
  readonly words: readonly string[];
  readonly args: readonly string[];
  /** Interrupts it, as Ctrl-C does. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a command in this process: from its sources, with an environment, streams and interrupts of its own, so that many can
 * run side by side. Job files in TypeScript or JavaScript belong into a process of their own.
 */
export async function runInProcess(given: CommandInProcess): Promise<Outcome> {
  const { words, args, dir = directoryOf({}), address, env, signal } = given;
  const { default: command } = (await import(
    /* @vite-ignore */ new URL(`../../packages/cli/src/commands/${words.join("/")}.ts`, import.meta.url)
      .pathname
  )) as {
    // The default export of a module in commands/ is a command.
    readonly default: Command;
  };
  const texts = { stdout: "", stderr: "" };
  const interrupt = new AbortController();
  const stop = (): void => interrupt.abort(new Interruption());
  signal?.addEventListener("abort", stop, { once: true });
  const code = await command.run([...args], program, {
    streams: { out: writingTo(texts, "stdout"), err: writingTo(texts, "stderr") },
    cwd: dir,
    env: { ...(address !== undefined && { NOMAD_ADDR: address }), ...env },
    now: Date.now,
    readStdinBytes: async () =>
      typeof given.stdin === "object" ? given.stdin : Buffer.from(given.stdin ?? ""),
    interrupt: {
      signal: () => interrupt.signal,
      happened: () => interrupt.signal.aborted,
      endingAtOnce: (run) => run(),
    },
  });
  signal?.removeEventListener("abort", stop);
  return { code, ...texts };
}

const program = { version: "0.0.0" };

function writingTo<Name extends string>(texts: Record<Name, string>, name: Name): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      texts[name] += chunk.toString("utf8");
      done();
    },
  });
}
