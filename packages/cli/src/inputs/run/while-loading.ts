import { NomadxError, parseDuration } from "@nomadx/core";
import type { Context, Environment } from "../../command/context.ts";
import { BuiltIns } from "./built-ins.ts";
import { guardProcess } from "./guard-process.ts";
import { runningFile, type RunningFile } from "./running-file.ts";

/**
 * Runs code of one file of the user's, and gives what it comes to. Rejects with whatever the code throws or leaves unhandled,
 * and with a `NomadxError` for what it must not do: end the process, change what all files share, never finish.
 */
export type RunFile = <T>(start: () => Promise<T>) => Promise<T>;

const DEFAULT_LIMIT = "30s";

/**
 * Runs `load`, which runs the code of files by the `RunFile` that it is given: each within the time that NOMADX_LOAD_TIMEOUT
 * of `env` grants, though none can be taken back from a file that computes for ever: that one Ctrl-C ends. A file that is not finished when the event loop runs dry never will be, and is given up at once.
 * @throws {NomadxError} `usage` where the time is no duration
 */
export async function whileLoading<T>(
  { env, endingAtOnce }: Pick<Context, "env" | "endingAtOnce">,
  load: (run: RunFile) => Promise<T>,
): Promise<T> {
  return endingAtOnce(() => bounded(env, load));
}

async function bounded<T>(env: Environment, load: (run: RunFile) => Promise<T>): Promise<T> {
  const limit = env["NOMADX_LOAD_TIMEOUT"] ?? DEFAULT_LIMIT;
  const limitMs = toMilliseconds(limit);
  guardProcess();
  const restore = rememberProcess();
  const builtIns = new BuiltIns();
  const files: RunningFile[] = [];
  const waiting = new Set<(reason: NomadxError) => void>();
  const giveUpAll = (): void => {
    if (waiting.size === 0) return;
    for (const giveUp of waiting) giveUp(neverFinished("it awaits something that never happens"));
    // Another turn of the loop, for what now waits instead.
    setImmediate(() => {});
  };
  process.on("beforeExit", giveUpAll);
  try {
    return await load(async (start) => {
      const file: RunningFile = { strays: [], isOver: false };
      files.push(file);
      const { promise: givenUp, reject: giveUp } = withReject();
      waiting.add(giveUp);
      // The loop may run dry all the same.
      const timer = setTimeout(() => giveUp(neverFinished(`it still runs after ${limit}`)), limitMs).unref();
      try {
        return await onItsOwn(file, () => Promise.race([start(), givenUp]), builtIns);
      } finally {
        clearTimeout(timer);
        waiting.delete(giveUp);
      }
    });
  } finally {
    process.off("beforeExit", giveUpAll);
    for (const file of files) file.isOver = true;
    restore();
  }
}

/** Runs code as that of a file, and answers for what it has done beside its course. */
async function onItsOwn<T>(file: RunningFile, start: () => Promise<T>, builtIns: BuiltIns): Promise<T> {
  try {
    const value = await runningFile.run(file, start);
    complainOf(builtIns.restore());
    // Node tells of promises that nobody handles at the end of a turn of the loop.
    await new Promise((resolve) => setImmediate(resolve));
    if (file.strays.length > 0) throw file.strays[0];
    return value;
  } catch (error) {
    // It may have failed for that.
    complainOf(builtIns.restore());
    throw error;
  }
}

function complainOf(changed: string | undefined): void {
  if (changed === undefined) return;
  throw new NomadxError("invalid", `The file changes ${changed}`, {
    help: "All code shares it. Write a function of your own instead.",
  });
}

/** Returns the function that restores what files may change in the process. */
function rememberProcess(): () => void {
  const { exitCode } = process;
  const known = new Map(process.eventNames().map((name) => [name, process.rawListeners(name)]));
  return () => {
    process.exitCode = exitCode;
    for (const name of process.eventNames()) {
      // Other files may still be loading.
      if (name === "beforeExit") continue;
      for (const listener of process.rawListeners(name)) {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `rawListeners` gives are functions
        if (known.get(name)?.includes(listener) !== true) process.off(name, listener as () => void);
      }
    }
  };
}

function toMilliseconds(limit: string): number {
  const nanoseconds = parseDuration(limit);
  if (nanoseconds !== undefined && nanoseconds > 0) return Number(nanoseconds) / 1_000_000;
  throw new NomadxError(
    "usage",
    `NOMADX_LOAD_TIMEOUT takes a duration such as 90s or 5m, not ${JSON.stringify(limit)}`,
  );
}

function withReject(): { readonly promise: Promise<never>; readonly reject: (reason: NomadxError) => void } {
  let reject: (reason: NomadxError) => void = () => {};
  const promise = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  return { promise, reject };
}

function neverFinished(why: string): NomadxError {
  return new NomadxError("timeout", `The job file never finishes: ${why}`, {
    help: "Look for an `await` of a promise that nothing resolves. NOMADX_LOAD_TIMEOUT=5m gives more time.",
  });
}
