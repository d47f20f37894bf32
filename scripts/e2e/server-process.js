// @ts-check
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/**
 * A long-running server that belongs to the suite. It lives in its own process group, so that Ctrl-C in the
 * terminal reaches only the suite, which then stops its servers in the right order; unless `detached` is false: then
 * it ends with those that started it.
 */
export class ServerProcess {
  /** @type {string} */ #name;
  /** @type {string} */ #logFile;
  /** @type {import("node:child_process").ChildProcess} */ #child;
  /** @type {Promise<number | undefined>} */ #ended;

  /**
   * Starts the program, with its output in the log file, and arranges that it is stopped.
   * @param {{
   *   name: string;
   *   path: string;
   *   args: readonly string[];
   *   logFile: string;
   *   env?: NodeJS.ProcessEnv;
   *   stopSignal?: NodeJS.Signals;
   *   detached?: boolean;
   *   cleanups: import("./cleanups.js").Cleanups;
   * }} options
   */
  constructor({
    name,
    path,
    args,
    logFile,
    env = process.env,
    stopSignal = "SIGTERM",
    detached = true,
    cleanups,
  }) {
    cleanups.throwIfRunning();
    this.#name = name;
    this.#logFile = logFile;
    const log = openSync(logFile, "a");
    this.#child = spawn(path, args, { env, detached, stdio: ["ignore", log, log] });
    closeSync(log);
    this.#ended = new Promise((resolve) => {
      this.#child.once("exit", (code) => resolve(code ?? undefined));
      this.#child.once("error", () => resolve(undefined));
    });
    cleanups.add(name, () => this.stop(stopSignal));
  }

  /**
   * Resolves once `probe` answers true; throws with the end of the server's log when the server ends before
   * that or the time is up.
   * @param {() => Promise<boolean>} probe
   * @param {number} timeoutMs
   */
  async untilReady(probe, timeoutMs = 60_000) {
    const deadline = Date.now() + timeoutMs;
    while (!(await probe().catch(() => false))) {
      if (!this.#running) throw new Error(`${this.#name} ended at start\n${this.#logTail()}`);
      if (Date.now() > deadline) {
        throw new Error(`${this.#name} was not ready after ${timeoutMs / 1000} s\n${this.#logTail()}`);
      }
      await delay(100);
    }
  }

  /** The exit code once it has ended by itself; `undefined` where a signal ended it. */
  get ended() {
    return this.#ended;
  }

  /** Everything it has printed so far. */
  get log() {
    return readFileSync(this.#logFile, "utf8");
  }

  get #running() {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  #logTail() {
    return this.log.trimEnd().split("\n").slice(-20).join("\n");
  }

  /**
   * Resolves once it has ended; with SIGKILL 30 seconds later at the latest.
   * @param {NodeJS.Signals} signal
   */
  async stop(signal) {
    if (!this.#running) return;
    this.#child.kill(signal);
    const kill = setTimeout(() => this.#child.kill("SIGKILL"), 30_000);
    await this.#ended;
    clearTimeout(kill);
  }
}
