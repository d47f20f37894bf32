import { parseFloat } from "../../go/parse-float.ts";
import { trimSpace } from "../../go/white-space.ts";
import type { RouteProblem } from "../table/route-problem.ts";
import { beginnings, forms } from "./command-forms.ts";
import { parseOptions } from "./options.ts";
import type { RouteCommand } from "./route-command.ts";

/** Bytes of a line, without its end, at which Fabio's scanner gives up. */
const lineLimit = 65_536;

const noTags: readonly string[] = Object.freeze([]);

/** A line of route commands; blank lines and comments have neither a command nor a problem. */
export interface ParsedLine {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  readonly command?: RouteCommand;
  readonly problem?: RouteProblem;
}

/** The commands that could be read, and every line that could not. */
export interface ParsedCommands {
  readonly commands: readonly RouteCommand[];
  /** One `rejected` is enough for Fabio to throw all commands away. */
  readonly problems: readonly RouteProblem[];
}

/**
 * The route commands in a text, a line each; never throws. Where Fabio stops at the first bad line this goes on, so
 * that all are reported. A line of 64 KiB or more ends the text: Fabio's scanner stops there without a word.
 * @see fabiolb/fabio route/parse_new.go Parse (1.7.3)
 */
export function parseCommands(text: string): ParsedCommands {
  return commandsIn(parseLines(text));
}

/** The lines of a text, each by itself: also those behind one that is too long. */
export function* parseLines(text: string): Iterable<ParsedLine> {
  for (const [index, line] of text.split("\n").entries()) yield parseLine(line, index + 1);
}

/** Returns the commands that Fabio reads from lines: nothing from the first one on that is too long. */
export function commandsIn(lines: Iterable<ParsedLine>): ParsedCommands {
  const commands: RouteCommand[] = [];
  const problems: RouteProblem[] = [];
  for (const { text, line, command, problem } of lines) {
    if (isTooLong(text)) {
      const message = `line ${line}: 64 KiB or longer: it and all after it is lost`;
      problems.push({ code: "line-too-long", effect: "truncated", line, message });
      break;
    }
    if (command !== undefined) commands.push(command);
    if (problem !== undefined) problems.push(problem);
  }
  return { commands, problems };
}

/** Reads one line. */
export function parseLine(text: string, line: number): ParsedLine {
  const read = readLine(text, line);
  if (read === undefined) return { text, line };
  return "kind" in read ? { text, line, command: read } : { text, line, problem: read };
}

function readLine(raw: string, line: number): RouteCommand | RouteProblem | undefined {
  const text = trimSpace(raw);
  if (text === "" || text.startsWith("#") || text.startsWith("//")) return undefined;
  if (beginnings.add.test(text)) return parseForm("add", text, line);
  if (beginnings.del.test(text)) return parseForm("del", text, line);
  if (beginnings.weight.test(text)) return parseForm("weight", text, line);
  return refusal("syntax", line, "'route' expected");
}

function parseForm(kind: RouteCommand["kind"], text: string, line: number): RouteCommand | RouteProblem {
  for (const form of forms[kind]) {
    const match = form.exec(text);
    if (match !== null) return readForm(kind, match.groups ?? {}, line);
  }
  return refusal("syntax", line, `'route ${kind}' invalid`);
}

function readForm(
  kind: RouteCommand["kind"],
  groups: Readonly<Partial<Record<string, string>>>,
  line: number,
): RouteCommand | RouteProblem {
  const { service = "", src = "", dst = "", opts = "" } = groups;
  const tags = parseTags(groups["tags"] ?? "");
  if (kind === "del") return { kind, service, src, dst, tags, line };
  const weight = groups["weight"] === undefined ? 0 : parseFloat(groups["weight"]);
  if (weight === undefined) return refusal("weight-value", line, "weight value invalid");
  if (kind === "weight") return { kind, service, src, weight, tags, line };
  return { kind, service, src, dst, weight, tags, opts: parseOptions(opts), line };
}

function parseTags(text: string): readonly string[] {
  return text === "" ? noTags : text.split(",").map(trimSpace);
}

function refusal(code: "syntax" | "weight-value", line: number, reason: string): RouteProblem {
  return { code, effect: "rejected", line, message: `line ${line}: syntax error: ${reason}` };
}

function isTooLong(line: string): boolean {
  // A character has 1 to 3 bytes for each of its code units.
  if (line.length * 3 < lineLimit) return false;
  return line.length >= lineLimit || new TextEncoder().encode(line).length >= lineLimit;
}
