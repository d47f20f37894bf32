import type { Finding } from "@nomadx/core";
import type { ExitName } from "../command/exit-codes.ts";
import { oneLine, readableLines } from "../terminal/clean-text.ts";
import type { FindingsTextOptions } from "./findings-text.ts";

/** How a command ended. */
export interface ReportEnd {
  /** Its words: `nomadx routes lint`. */
  readonly title: string;
  readonly program: { readonly version: string };
  readonly exit: ExitName;
}

/** All that a command has to tell, at its end. Its texts have neither secrets nor control characters. */
export interface ReportDocument extends ReportEnd {
  readonly findings: readonly Finding[];
  /** The things that were looked at, whether something was found there or not. */
  readonly subjects: readonly string[];
  /** The text that the command has printed for people, beside the findings; may be empty. */
  readonly printed: string;
  /** The same laid out as Markdown, where the command has a layout of its own. */
  readonly markdown?: string;
  readonly readSource: FindingsTextOptions["readSource"];
}

/** The problem, its effect and the way out, a line each; first the subject, unless that is the service or the job. */
export function findingLines({ summary, detail, help, subject, service, job }: Finding): readonly string[] {
  const isNamed = subject === undefined || subject === service || subject === job;
  const lines = [
    isNamed ? summary : `${subject}: ${summary}`,
    ...(detail === undefined ? [] : readableLines(detail)),
    help ?? "",
  ];
  return lines.map(oneLine).filter((line) => line.trim() !== "");
}

/** The name of the file that a finding is about; what came in by standard input is none. */
export function fileOf({ source }: Finding): string | undefined {
  return source === undefined || source.file === "<stdin>" ? undefined : source.file;
}
