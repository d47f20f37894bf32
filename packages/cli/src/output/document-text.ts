import { isFailure, type Finding } from "@nomadx/core";
import { exitCodes, type ExitName } from "../command/exit-codes.ts";
import type { DocumentFormat } from "./formats.ts";
import type { ReportDocument } from "./report-document.ts";
import { githubDocument } from "./report-github.ts";
import { junitDocument } from "./report-junit.ts";
import { markdownDocument } from "./report-markdown.ts";
import { sarifDocument } from "./report-sarif.ts";

/** A document in one of the formats. A command that did not do what it was asked for has a failure in every one. */
export function documentText(given: ReportDocument, format: DocumentFormat): string {
  const { exit, findings } = given;
  const isTold = exit === "ok" || exit === "changes" || findings.some(isFailure);
  const document = isTold ? given : { ...given, findings: [...findings, unfinished(exit)] };
  switch (format) {
    case "github":
      return githubDocument(document);
    case "junit":
      return junitDocument(document);
    case "markdown":
      return markdownDocument(document);
    case "sarif":
      return sarifDocument(document);
  }
}

function unfinished(exit: ExitName): Finding {
  return { severity: "error", code: exit, summary: `It ended with exit code ${exitCodes[exit]}: ${exit}` };
}
