import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { readingCodes } from "../../../diagnostics/reading-codes.ts";
import type { TextRange } from "../../../hcl/syntax/text-range.ts";
import { LineIndex } from "../../../text/index.ts";

/** A tool that makes job files out of templates. */
interface TemplateTool {
  readonly name: string;
  /** Marks that stand for nothing else, wherever in the file, and what each begins with. */
  readonly anywhere?: { readonly opens: string; readonly mark: RegExp };
  /** Marks that a job file may have in its texts: only such on the line of an error count. */
  readonly onLine?: RegExp;
  /** Marks that are an error themselves, outside of texts. */
  readonly atError?: RegExp;
  readonly render: string;
}

/** The more particular ones go first. Between two marks a pattern takes so much only, to be quick with texts full of them. */
const tools: readonly TemplateTool[] = [
  {
    name: "nomad-pack",
    anywhere: {
      opens: "[[",
      mark: /\[\[-?\s*(?:var\s+"|meta\s+"|template\s+"[^"\n]*"\s|if\s+var\s+"|[^\]\n]{0,300}\bnomad_pack\b)/,
    },
    render: "nomad-pack render PACK",
  },
  {
    name: "levant",
    anywhere: {
      opens: "[[",
      mark: /\[\[-?\s*(?:\.[A-Za-z_]|\/\*|\$[A-Za-z]\w*\s*:?=|\$\.|(?:if|else|end|range|with|define|template|env|default|or|and|not|eq|len|index|printf|toJSON|consulKey\w*|fileContents|timeNow\w*|loop)\b(?!\s*[=,]))/,
    },
    onLine: /\[\[-?\s*[A-Za-z]\w*\s+[^\]\n]{0,300}\]\]/,
    render: "levant render -var-file VARS FILE",
  },
  { name: "ERB, Ruby's templates", anywhere: { opens: "<%", mark: /<%[=#-]?\s/ }, render: "erb FILE" },
  {
    name: "Jinja, as of Ansible",
    anywhere: {
      opens: "{%",
      mark: /\{%[-+]?\s*(?:if|elif|else|endif|for|endfor|set|block|include|import|from|macro|raw|endraw)\b/,
    },
    onLine: /\{#|\{\{[^}\n]{0,300}(?:\||\blookup\()|\{\{\s*[A-Za-z_][\w.[\]'"]*\s*\}\}/,
    render: "ansible's template module, or jinja2 FILE",
  },
  {
    name: "Go's templates, as of gomplate, consul-template or Helm",
    onLine: /\{\{/,
    render: "the tool that it was written for",
  },
  {
    name: "Terraform's templatefile",
    atError: /[$%]\{/,
    render: "terraform, which fills it in where templatefile is called",
  },
];

/** Of so many errors the places are looked at. */
const errorsLookedAt = 8;

/**
 * The one problem with a text that is a template of another tool: an error in place of all errors that follow from it; a
 * warning where the text can be read all the same, with the marks in it. `undefined` for a text that is none.
 */
export function templateProblem(
  text: string,
  file: string,
  errors: readonly Diagnostic[],
): Diagnostic | undefined {
  const places = errors.slice(0, errorsLookedAt).flatMap(({ source }) => source?.start.offset ?? []);
  const outside = places.filter((place) => !isInQuotes(text, place));
  for (const tool of tools) {
    const { name, render } = tool;
    const mark =
      firstAnywhere(text, tool.anywhere) ??
      firstAt(text, tool.onLine, places, "line") ??
      firstAt(text, tool.atError, outside, "place");
    if (mark === undefined) continue;
    return {
      severity: errors.length > 0 ? "error" : "warning",
      code: "NX107",
      summary: readingCodes.NX107,
      detail: `This looks like a template for ${name}: it becomes a job file when that has filled it in.`,
      source: new LineIndex(text, "grapheme").rangeAt(file, mark.start, mark.end),
      help: `Give nomadx what comes out: ${render}. From standard input it is read with -.`,
    };
  }
  return undefined;
}

/** A long text is searched for what the mark begins with in a small part of the time that the mark itself takes. */
function firstAnywhere(text: string, anywhere: TemplateTool["anywhere"]): TextRange | undefined {
  const start = anywhere === undefined ? -1 : text.indexOf(anywhere.opens);
  return start === -1 ? undefined : firstMark(text, anywhere?.mark, start, text.length);
}

function firstAt(
  text: string,
  pattern: RegExp | undefined,
  places: readonly number[],
  reach: "line" | "place",
): TextRange | undefined {
  for (const place of places) {
    const lineEnd = text.indexOf("\n", place);
    const [start, end] =
      reach === "line"
        ? [text.lastIndexOf("\n", place - 1) + 1, lineEnd === -1 ? text.length : lineEnd]
        : [Math.max(place - 1, 0), place + 2];
    const mark = firstMark(text, pattern, start, end);
    if (mark !== undefined) return mark;
  }
  return undefined;
}

/** Whether an odd number of quotation marks stands before an offset on its line. */
function isInQuotes(text: string, offset: number): boolean {
  const before = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return (before.replaceAll(/\\./g, "").split('"').length - 1) % 2 === 1;
}

function firstMark(
  text: string,
  pattern: RegExp | undefined,
  start: number,
  end: number,
): TextRange | undefined {
  const found = pattern?.exec(text.slice(start, end));
  if (!found) return undefined;
  const from = start + found.index;
  return { start: from, end: from + found[0].trimEnd().length };
}
