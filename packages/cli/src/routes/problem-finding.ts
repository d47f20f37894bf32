import type { Finding, SourceRange } from "@nomadx/core";
import type { RouteProblem } from "@nomadx/core/fabio";

import type { CommandFinding } from "../output/command-findings.ts";

/** A problem as a finding; `origin` says which tag, key or file is to blame, and where it stands. */
export function problemFinding(
  problem: Pick<RouteProblem, "message" | "effect">,
  origin: { readonly cause?: string; readonly service?: string; readonly source?: SourceRange } = {},
): Finding<CommandFinding> {
  const { cause, ...place } = origin;
  const text = problemText(problem);
  return {
    severity: problem.effect === "rejected" || problem.effect === "crash" ? "error" : "warning",
    code: "bad-route",
    summary: cause === undefined ? text : `${cause}: ${text}`,
    ...place,
  };
}

/** Fabio's own words, without the number of the line, which means nothing to the reader. */
function problemText({ message, effect }: Pick<RouteProblem, "message" | "effect">): string {
  const text = message.replace(/^line \d+: /, "");
  switch (effect) {
    case "rejected":
      return text;
    case "truncated":
      return `${text}; Fabio reads nothing from here on`;
    case "ignored":
      return `${text}; the command has no effect`;
    case "open":
      return `${text}; everybody may use the route`;
    case "crash":
      return `${text}; Fabio exits`;
    case "panic":
      return `${text}; requests for the route fail`;
  }
}
