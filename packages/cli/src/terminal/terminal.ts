import { stringifyJson } from "@nomadx/core";

import type { OutputFormat } from "../output/formats.ts";
import { cleanJson, cleanStyledText, cleanText } from "./clean-text.ts";
import { colorChoiceIn } from "./color.ts";
import { choosePalettes, plainPalette, type Palette, type Palettes } from "./palette.ts";
import { Redaction } from "./redaction.ts";

/** Version of the shape of every `--json` answer; it grows when a field changes its meaning or goes away. */
const schemaVersion = 1;

/** The destination of the texts: `process.stdout`, or what a test reads. */
interface Sink {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** The two streams of a process. */
export interface Streams {
  readonly out: Sink;
  readonly err: Sink;
}

/** One step of a long operation. */
export type Event = { readonly type: string } & Readonly<Record<string, unknown>>;

/** The properties of a terminal, beside its streams. */
export interface TerminalSettings {
  /** Whether a person watches stderr. */
  readonly isLive: boolean;
  readonly format: OutputFormat;
  /** The clock for events, in milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * The way out of every command: results go to stdout, all else to stderr; in any format but text, stdout has that format
 * alone. What is kept secret is shown nowhere, and no text brings control characters along.
 */
export class Terminal {
  /** Styles for stdout. */
  readonly out: Palette;
  /** Styles for stderr. */
  readonly err: Palette;
  /** Whether a person watches stderr: lines may be redrawn. Never in CI. */
  readonly isLive: boolean;
  readonly format: OutputFormat;
  readonly #streams: Streams;
  readonly #now: () => number;
  readonly #redaction = new Redaction();
  readonly #kept: string[] = [];

  constructor(streams: Streams, settings: Palettes & TerminalSettings) {
    this.#streams = streams;
    this.#now = settings.now;
    this.out = settings.out;
    this.err = settings.err;
    this.isLive = settings.isLive;
    this.format = settings.format;
  }

  /** Whether the answer is JSON: then people are told nothing on stdout. */
  get isJson(): boolean {
    return this.format === "json";
  }

  /** Whether stdout gets one document, at the end. */
  get isDocument(): boolean {
    return this.format !== "text" && this.format !== "json";
  }

  /** Takes note of values that no output may show from now on. */
  keepSecret(values: readonly string[]): void {
    this.#redaction.add(values);
  }

  /** Lets outputs show everything again: for a user who asked for it. */
  showSecrets(): void {
    this.#redaction.clear();
  }

  /** The text as it may be shown: without secrets, and without what a terminal would obey. */
  shown(text: string): string {
    return cleanStyledText(this.#redaction.apply(text));
  }

  /** The text as a document may hold it: without secrets, and without any style. */
  plain(text: string): string {
    return cleanText(this.#redaction.apply(text));
  }

  /** Prints lines of the result for people, to stdout; keeps them for a document; nothing with `--json`. */
  print(text: string): void {
    if (this.isDocument) this.#kept.push(text);
    else if (!this.isJson) this.#streams.out.write(`${this.shown(text)}\n`);
  }

  /**
   * As {@link print}, for a result whose bytes count, such as HCL: as it is, and without a line break at its end.
   * Only a terminal gets it without control characters.
   */
  printExactly(text: string): void {
    const { out } = this.#streams;
    if (this.isDocument) this.#kept.push(text);
    else if (!this.isJson) out.write(out.isTTY === true ? cleanText(text) : text);
  }

  /** Everything that was printed for people, as a document may show it. */
  get printed(): string {
    return this.plain(this.#kept.join("\n")).replaceAll(/^\n+|\n+$/g, "");
  }

  /** Prints a document, whose texts are clean already. */
  printDocument(document: string): void {
    if (document !== "") this.#streams.out.write(`${document}\n`);
  }

  /** Prints progress, a warning or a hint to stderr, also with `--json`. */
  note(text: string): void {
    this.#streams.err.write(`${this.shown(text)}\n`);
  }

  /** With `--json`, prints one event of a long operation as a line of JSON, with the time. */
  event({ type, ...rest }: Event): void {
    const time = new Date(this.#now()).toISOString();
    if (this.isJson) this.#writeJson(stringifyJson({ schemaVersion, type, time, ...rest }));
  }

  /** With `--json`, prints how a long operation ended, as a line of JSON. */
  lastEvent(event: Event): void {
    if (this.isJson) this.#writeJson(stringifyJson({ schemaVersion, ...event }));
  }

  /** With `--json`, prints the whole answer of a command. */
  answer(answer: object): void {
    if (this.isJson) this.#writeJson(stringifyJson({ schemaVersion, ...answer }, 2));
  }

  #writeJson(json: string): void {
    this.#streams.out.write(`${this.#redaction.apply(cleanJson(json))}\n`);
  }
}

/** The terminal of a command with these arguments, which need not be right. */
export async function openTerminal(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  streams: Streams,
  { format, now }: Omit<TerminalSettings, "isLive">,
): Promise<Terminal> {
  const { out, err } = await choosePalettes(colorChoiceIn(argv), environment, streams);
  const isLive =
    streams.err.isTTY === true && environment["TERM"] !== "dumb" && (environment["CI"] ?? "") === "";
  return new Terminal(streams, { out: format === "text" ? out : plainPalette, err, isLive, format, now });
}
