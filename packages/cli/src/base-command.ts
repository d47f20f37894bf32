import { NomadxError, stringifyJson } from "@nomadx/core";
import { Command } from "@oclif/core/command";
import * as Flags from "@oclif/core/flags";

import { type ExitName, exitCodes } from "./command/exit-codes.ts";
import { fail, schemaVersion } from "./command/fail.ts";
import { cleanJson, cleanStyledText } from "./terminal/clean-text.ts";
import { colorChoiceIn } from "./terminal/color.ts";
import { openTerminal, type Terminal } from "./terminal/terminal.ts";

/**
 * What all commands share: `--json`, `--color`, `--debug`, the two streams, errors and exit codes.
 *
 * A command parses its flags, calls the library and prints. With `--json`, what `run()` returns is the answer and
 * {@link print} is silent; without, what it prints is.
 */
export abstract class BaseCommand extends Command {
  static override enableJsonFlag = true;

  static override baseFlags = {
    color: Flags.option({
      options: ["auto", "always", "never"] as const,
      helpGroup: "GLOBAL",
      summary: "Colour: auto means on a terminal only. [env: NO_COLOR, FORCE_COLOR]",
    })(),
    debug: Flags.boolean({ helpGroup: "GLOBAL", summary: "Show where an error arose." }),
    json: Flags.boolean({ helpGroup: "GLOBAL", summary: "Print the answer as JSON." }),
  };

  /** Runs the command to its end; the result is in `process.exitCode`. */
  async start(): Promise<void> {
    await this._run();
  }

  /** Whether the answer with `--json` is one event a line, and so an error is one, too. */
  protected answersInLines: boolean = false;

  #terminal: Terminal | undefined;
  #interrupt: AbortController | undefined;
  #secrets: readonly string[] = [];

  protected override async init(): Promise<void> {
    await super.init();
    // A reader that has gone away is no failure of the command; oclif sees to stdout.
    process.stderr.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
    const streams = { out: process.stdout, err: process.stderr };
    this.#terminal = await openTerminal(colorChoiceIn(this.argv), process.env, streams);
  }

  /** Colours of both streams, and whether a person is watching. */
  protected get terminal(): Terminal {
    if (this.#terminal === undefined) throw new NomadxError("usage", "The terminal is used before init()");
    return this.#terminal;
  }

  /** Takes note of values that no output may show from now on. */
  protected keepSecret(values: readonly string[]): void {
    // Shorter ones would hide half of an ordinary text. The longest goes first, so that a part never uncovers a whole.
    const usable = values.filter((value) => value.length >= 4);
    const spellings = usable.flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]);
    this.#secrets = [...new Set([...this.#secrets, ...spellings])].toSorted((a, b) => b.length - a.length);
  }

  /** Lets outputs show everything again: for a user who asked for it. */
  protected showSecrets(): void {
    this.#secrets = [];
  }

  #redact(text: string): string {
    return this.#secrets.reduce((shown, secret) => shown.replaceAll(secret, "(sensitive)"), text);
  }

  /** Prints lines of the result for people, to stdout; nothing with `--json`. */
  protected print(text: string): void {
    if (!this.jsonEnabled()) process.stdout.write(`${cleanStyledText(this.#redact(text))}\n`);
  }

  /**
   * Prints a result whose bytes count, such as HCL, to stdout as it is; nothing with `--json`.
   * Only a terminal gets it without control characters.
   */
  protected printExactly(text: string): void {
    if (!this.jsonEnabled()) process.stdout.write(process.stdout.isTTY ? cleanStyledText(text) : text);
  }

  /** Prints progress, a warning or a hint to stderr, also with `--json`. */
  protected note(text: string): void {
    process.stderr.write(`${cleanStyledText(this.#redact(text))}\n`);
  }

  /** With `--json`, prints one event of a long operation as a line of JSON. */
  protected printEvent(event: { readonly type: string } & Record<string, unknown>): void {
    if (this.jsonEnabled()) process.stdout.write(`${this.#redact(toJson({ schemaVersion, ...event }))}\n`);
  }

  /** Sets the exit code for the end of the command; without it, the code is 0. */
  protected exitWith(name: ExitName): void {
    process.exitCode = exitCodes[name];
  }

  /**
   * A signal that the first Ctrl-C (or SIGTERM) aborts; the second one ends the process with 130 at once.
   * A command that never asks for it ends at the first.
   */
  protected get interrupted(): AbortSignal {
    if (this.#interrupt === undefined) {
      const controller = new AbortController();
      const stop = (): void => {
        if (controller.signal.aborted) process.exit(exitCodes.interrupted);
        process.exitCode = exitCodes.interrupted;
        controller.abort();
      };
      process.on("SIGINT", stop).on("SIGTERM", stop);
      this.#interrupt = controller;
    }
    return this.#interrupt.signal;
  }

  /** Called by oclif with what `run()` returned, when `--json` is given. */
  protected override logJson(json: unknown): void {
    process.stdout.write(`${this.#redact(toJson(json, 2))}\n`);
  }

  protected override toSuccessJson(result: unknown): unknown {
    return typeof result === "object" && result !== null ? { schemaVersion, ...result } : result;
  }

  protected override async catch(error: unknown): Promise<void> {
    const redact = (text: string): string => this.#redact(text);
    await fail(error, this.argv, { redact, asEvent: this.answersInLines });
  }
}

function toJson(value: unknown, indent?: number): string {
  return cleanJson(stringifyJson(value, indent));
}
