import { NomadxError } from "@nomadx/core";
import { shellWord } from "@nomadx/core/plan";

import { Interruption } from "../command/interruption.ts";
import { oneLine } from "../terminal/clean-text.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** The word for what Nomad has done with a job, by that for what nomadx has done. */
const serverWords = { submitted: "registered", stopped: "stopped", purged: "purged" } as const;

/** Jobs that are written to a server, one after the other. */
export interface WritesInTurn<Item, Result> {
  readonly items: readonly Item[];
  /** The ID of the job. */
  readonly idOf: (item: Item) => string;
  /** Sends the write, once. */
  readonly write: (item: Item) => Promise<Result>;
  /** The word for a job that was written, such as `submitted`. */
  readonly verb: keyof typeof serverWords;
  /** Ends it, also while an answer is waited for. */
  readonly signal: AbortSignal;
}

/** The results of the writes when there was no error; without Ctrl-C all are done. */
export interface WrittenInTurn<Result> {
  readonly done: readonly Result[];
  /** The ID of the job whose answer was not waited for any more: it may have been written. */
  readonly unknown: readonly string[];
  /** The IDs of those that were not sent. */
  readonly left: readonly string[];
}

/**
 * Writes one after the other, until one fails or Ctrl-C.
 * @throws {NomadxError} the first failure; its help says what is done, what is not, and of which nobody knows
 */
export async function writeInTurn<Item, Result>({
  items,
  idOf,
  write,
  verb,
  signal,
}: WritesInTurn<Item, Result>): Promise<WrittenInTurn<Result>> {
  const ids = items.map(idOf);
  const done: Result[] = [];
  for (const [index, item] of items.entries()) {
    const state = {
      done: ids.slice(0, index),
      unknown: ids.slice(index, index + 1),
      left: ids.slice(index + 1),
    };
    const isSent = !signal.aborted;
    try {
      signal.throwIfAborted();
      done.push(await write(item));
    } catch (error) {
      const isKnown = !isSent || !(error === signal.reason || isUncertain(error));
      const known = isKnown ? { ...state, unknown: [], left: isSent ? state.left : ids.slice(index) } : state;
      if (error instanceof Interruption) return { ...known, done };
      throw error instanceof NomadxError ? withConsequences(error, verb, known) : error;
    }
  }
  return { done, unknown: [], left: [] };
}

/** Tells what Ctrl-C has left open. */
export function tellLeftOpen(
  { unknown, left }: Omit<WrittenInTurn<unknown>, "done">,
  verb: WritesInTurn<unknown, unknown>["verb"],
  terminal: Terminal,
): void {
  if (left.length > 0) terminal.note(`interrupted; not ${verb}: ${left.map(oneLine).join(", ")}`);
  if (unknown.length > 0) terminal.note(oneLine(`interrupted; ${notKnown(unknown, verb)}`));
}

function isUncertain(error: unknown): boolean {
  return error instanceof NomadxError && error.request?.uncertain === true;
}

/** The same error with what it leaves behind. */
function withConsequences(
  error: NomadxError,
  verb: keyof typeof serverWords,
  { done, unknown, left }: WrittenInTurn<string>,
): NomadxError {
  const help: string[] = [];
  if (done.length > 0) help.push(`${capitalized(verb)} before that: ${named(done)}.`);
  if (left.length > 0) help.push(`Not ${verb}: ${named(left)}.`);
  if (unknown.length > 0) help.push(capitalized(notKnown(unknown, verb)));
  else if (error.help !== undefined) help.push(error.help);
  return new NomadxError(error.code, error.message, {
    cause: error,
    ...(error.request !== undefined && { request: error.request }),
    ...(help.length > 0 && { help: help.join(" ") }),
  });
}

function notKnown(ids: readonly string[], verb: keyof typeof serverWords): string {
  const commands = ids.map((id) => `nomadx status ${shellWord(id)}`).join(", ");
  return `it is not known whether Nomad has ${serverWords[verb]} job ${named(ids)}; look with: ${commands}`;
}

function named(ids: readonly string[]): string {
  return ids.map((id) => JSON.stringify(id)).join(", ");
}

function capitalized(text: string): string {
  return text.replace(/^./, (letter) => letter.toUpperCase());
}
