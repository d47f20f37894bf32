import type { Diagnostic, SourceRange } from "@nomadx/core";
import type { Sources } from "../files/sources.ts";

/**
 * What a server said of an HCL file, as diagnostics in that file. The server calls the file `input.hcl` and names either
 * every problem, on a line of its own, or the first one and the number of the others.
 * @param text the server's answer, such as `Failed to parse job: input.hcl:2,3-9: Summary; detail`
 * @see hashicorp/hcl v2.20.2 diagnostic.go, pos.go Range.String; hashicorp/nomad jobspec2/parse.go decode (2.0.5)
 */
export function hclRefusal(file: string, text: string, sources: Sources): readonly Diagnostic[] {
  const [, inVariables, problems = ""] =
    /^(?:Failed to parse job: )?(unable to parse var content: )?([^]*)$/.exec(text.trim()) ?? [];
  const parts = problems.split(/\n(?=(?:input\.hcl:\d|<nil>: ))/).map((part) => readProblem(part));
  const own = parts.filter(({ summary, detail }) => !isConsequence(summary, detail));
  return (own.length > 0 ? own : parts).map(({ place, summary, detail, others }): Diagnostic => {
    const more = others === undefined ? "" : `The server found ${others} more and does not say which.`;
    const said = detail.replaceAll("input.hcl:", `${sources.shown(file)}:`);
    const whole = [said, more].filter((sentence) => sentence !== "").join("\n");
    return {
      severity: "error",
      code: "NX108",
      summary: inVariables === undefined ? summary : `In the values of variables: ${summary}`,
      ...(whole === "" ? {} : { detail: whole }),
      source:
        place === undefined || inVariables !== undefined
          ? sources.whole(file)
          : rangeOf(file, place, sources),
    };
  });
}

interface Problem {
  readonly place: Place | undefined;
  readonly summary: string;
  readonly detail: string;
  readonly others: string | undefined;
}

/** Lines and columns from 1, counted as HCL does. */
interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** `input.hcl:2,16-3,1: Summary; detail, and 1 other diagnostic(s)`; `2,16-20` when it ends on the same line. */
function readProblem(text: string): Problem {
  const [, place, rest = text] = /^(?:input\.hcl:([\d,-]+)|<nil>): ([^]*)$/.exec(text) ?? [];
  const [, message = rest, others] = /^([^]*), and (\d+) other diagnostic\(s\)$/.exec(rest) ?? [];
  const [, summary = message, detail = ""] = /^([^;]*); ([^]*)$/.exec(message) ?? [];
  return {
    place: place === undefined ? undefined : readPlace(place),
    summary,
    detail: detail.trim(),
    others,
  };
}

function readPlace(text: string): Place | undefined {
  const [, line, column, endLine, endColumn] = /^(\d+),(\d+)-(?:(\d+),)?(\d+)$/.exec(text) ?? [];
  if (line === undefined) return undefined;
  return {
    line: Number(line),
    column: Number(column),
    endLine: Number(endLine ?? line),
    endColumn: Number(endColumn),
  };
}

/** What is said of a value only because something in it was refused, and what is only a warning. */
function isConsequence(summary: string, detail: string): boolean {
  return (
    (summary === "Unsuitable value type" && detail === "Unsuitable value: value must be known") ||
    summary === "Undefined variable"
  );
}

function rangeOf(file: string, place: Place, sources: Sources): SourceRange {
  const lines = sources.lines(file);
  if (lines === undefined) return sources.whole(file);
  const start = lines.offsetAt(place.line, place.column);
  return sources.range(file, start, Math.max(start, lines.offsetAt(place.endLine, place.endColumn)));
}
