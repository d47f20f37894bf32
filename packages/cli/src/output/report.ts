import { readFileSync } from "node:fs";

import type { Finding } from "@nomadx/core";

import type { Terminal } from "../terminal/terminal.ts";
import type { FindingsTextOptions } from "./findings-text.ts";
import type { ReportEnd } from "./report-document.ts";
import { uniqueFindings } from "./unique-findings.ts";

/**
 * The findings of a command. As text each is told where the command meets it; in a format for CI they become one document, with
 * what the command has printed, at the end.
 */
export class Report {
  readonly #terminal: Terminal;
  readonly #findings: Finding[] = [];
  readonly #known = new Set<string>();
  #subjects: readonly string[] = [];
  #readSource: FindingsTextOptions["readSource"] = readFile;
  #isVerbose = false;
  #markdown: string | undefined;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** Names what is looked at, whether something is found there or not, in place of what was named before. */
  covers(subjects: readonly string[]): void {
    this.#subjects = subjects;
  }

  /** Lets texts of files come from where the command has them. */
  quotesFrom(readSource: FindingsTextOptions["readSource"]): void {
    this.#readSource = readSource;
  }

  /** Shows with each finding what a server says of it. */
  quotesServers(): void {
    this.#isVerbose = true;
  }

  /** Lets Markdown have a layout of its own for what the command prints. */
  laysOut(markdown: string): void {
    this.#markdown = markdown;
  }

  /** Takes note of what the command itself tells, as text and as JSON, and gives what was not known yet. */
  add(findings: readonly Finding[]): readonly Finding[] {
    const added = uniqueFindings(findings, this.#known);
    this.#findings.push(...added);
    return added;
  }

  /** Tells what was found by the way: on stderr, also with `--json`. */
  async tell(findings: readonly Finding[]): Promise<void> {
    const { err, isDocument } = this.#terminal;
    const added = this.add(findings);
    if (!isDocument && added.length > 0) this.#terminal.note(await this.#text(added, err));
  }

  /** Prints what was asked for: on stdout, between what else the command prints. */
  async print(findings: readonly Finding[]): Promise<void> {
    const { out, format } = this.#terminal;
    const added = this.add(findings);
    if (format === "text" && added.length > 0) this.#terminal.print(await this.#text(added, out));
  }

  /** Prints the document where the format is one; `end` is how the command ended. */
  async finish(end: ReportEnd): Promise<void> {
    const { format, printed } = this.#terminal;
    if (format === "text" || format === "json") return;
    const { documentText } = await import("./document-text.ts");
    const markdown = this.#markdown;
    const document = {
      ...end,
      subjects: this.#subjects.map((subject) => this.#terminal.plain(subject)),
      findings: this.#findings.map((finding) => this.#cleaned(finding)),
      printed,
      ...(markdown !== undefined && { markdown: this.#terminal.plain(markdown) }),
      readSource: this.#readSource,
    };
    this.#terminal.printDocument(documentText(document, format));
  }

  async #text(findings: readonly Finding[], palette: Terminal["out"]): Promise<string> {
    const { findingsToText } = await import("./findings-text.ts");
    return findingsToText(findings, {
      readSource: this.#readSource,
      palette,
      isVerbose: this.#isVerbose,
    });
  }

  /** Secrets and control characters are taken out before a format escapes what is left. */
  #cleaned({ summary, detail, help, subject, service, job, serverText, ...rest }: Finding): Finding {
    return {
      ...rest,
      summary: this.#terminal.plain(summary),
      ...(detail !== undefined && { detail: this.#terminal.plain(detail) }),
      ...(help !== undefined && { help: this.#terminal.plain(help) }),
      ...(serverText !== undefined && { serverText: this.#terminal.plain(serverText) }),
      ...(subject !== undefined && { subject: this.#terminal.plain(subject) }),
      ...(service !== undefined && { service: this.#terminal.plain(service) }),
      ...(job !== undefined && { job: this.#terminal.plain(job) }),
    };
  }
}

function readFile(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // A finding is told without the line that it is about.
  }
}
