import { knownTokens, SHORTEST_TOKEN } from "./known-tokens.ts";
import { isHarmless, looksSecret } from "./looks-secret.ts";
import { PlainValues } from "./plain-value.ts";

/** A part of a text that must not be shown, in UTF-16 offsets. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
  /** The key that it is the value of, `undefined` for what is a secret by its own form. */
  readonly key?: string;
}

/** In UTF-16 code units, with the space around it. */
const LONGEST_KEY = 100;

/**
 * The secrets in a line of source code, JSON, HCL or YAML: values of keys that look secret, arguments of `secret()`, the argument
 * behind one such as `--password`, and what shows by its form that it is a secret. In their order, none inside another.
 */
export function secretSpans(text: string): readonly SecretSpan[] {
  if (isTooShort(text)) return [];
  const tokens = [...text.matchAll(knownTokens())].map(({ index, 0: found }) => span(index, found));
  const marked = [MARKED, AFTER_FLAG, AFTER_SCHEME].flatMap((pattern) => [...text.matchAll(pattern)]);
  const arguments_ = marked.flatMap(({ index, 0: found, groups }) => {
    const { flag, value = "" } = groups ?? {};
    if (flag !== undefined && !looksSecret(flag)) return [];
    return [span(index + found.lastIndexOf(value), value)];
  });
  const all = [...assignmentSpans(text), ...tokens, ...arguments_].toSorted((a, b) => a.start - b.start);
  const apart: SecretSpan[] = [];
  for (const next of all) {
    const last = apart.at(-1);
    if (last === undefined || next.start >= last.end) apart.push(next);
    else if (next.end > last.end) apart[apart.length - 1] = { ...last, end: next.end };
  }
  return apart;
}

/** Whether a text, like most values of a job, has no room for a token and no sign of a key, a flag or a URL. */
function isTooShort(text: string): boolean {
  return text.length < SHORTEST_TOKEN && !/[=:"'`]/.test(text);
}

/** The secrets in a text, as they are written there. */
export function secretsIn(text: string): readonly string[] {
  return secretSpans(text).map(({ start, end }) => text.slice(start, end));
}

/** A text with `(sensitive)` in the place of its secrets. */
export function hideSecretSpans(text: string): string {
  const spans = secretSpans(text);
  const kept = spans.map(({ start }, index) => text.slice(spans[index - 1]?.end ?? 0, start));
  return [...kept, text.slice(spans.at(-1)?.end ?? 0)].join("(sensitive)");
}

/** `secret("value")`, as job files mark one. */
const MARKED = /\bsecret\(\s*(["'`])(?<value>(?:(?!\1)[^\\]|\\[^])+)\1/g;

/** `"--password", "value"`, as lists of arguments have it. */
const AFTER_FLAG = /(["'])(?<flag>--?[A-Za-z][\w.-]*)\1\s*,\s*(["'`])(?<value>(?:(?!\3)[^\\\n]|\\.)+)\3/g;

/** The credentials behind their scheme in a header that stands within a longer line. @see RFC 9110 section 11.6.2 */
const AFTER_SCHEME =
  /\b(?:proxy-)?authorization["']?[ \t]*[:=][ \t]*["']?(?:bearer|basic|token|digest|negotiate)[ \t]+(?<value>[^\s"'`,;]+)/gi;

function span(start: number, text: string): SecretSpan {
  return { start, end: start + text.length };
}

/**
 * The values in `KEY=value`, `key: value`, `"key": "value"`, `--key=value` and `?key=value` where the key looks secret,
 * without their quotes.
 */
function assignmentSpans(text: string): readonly (SecretSpan & { readonly key: string })[] {
  const plain = new PlainValues(text);
  const spans: (SecretSpan & { readonly key: string })[] = [];
  let done = 0;
  let lineStart = 0;
  let seen = 0;
  for (const { index: sign } of text.matchAll(/=|:(?!=)/g)) {
    // A key is short: to look at no more than that before each sign keeps long texts from taking long.
    const before = text.slice(Math.max(done, sign - LONGEST_KEY), sign);
    const head = /([A-Za-z_][\w.-]*)["']?\]?[ \t]*$/.exec(before);
    const key = head?.[1] ?? "";
    if (head === null || sign < done || !looksSecret(key)) continue;
    // No part of a long line is looked through twice.
    const lineBreak = text.slice(seen, sign).lastIndexOf("\n");
    if (lineBreak !== -1) lineStart = seen + lineBreak + 1;
    seen = sign;
    const line = text.slice(lineStart, sign - head[0].length);
    const isWholeLine = /^[ \t]*(?:export[ \t]+|-[ \t]+)?["']?$/.test(line);
    for (let next = sign + 1; next !== -1;) {
      const start = next + lengthAt(BEFORE_VALUE, text, next);
      const value = assignedValue(text, start, () =>
        isWholeLine ? lineEnd(text, start) : plain.endAt(start),
      );
      const first = start + value.quote.length;
      if (!isHarmless(value.content)) spans.push({ start: first, end: first + value.content.length, key });
      done = start + value.length;
      const more = lengthAt(GOES_ON, text, done);
      next = value.length > 0 && more > 0 ? done + more : -1;
    }
  }
  return spans;
}

/** Blanks; a line break, too, where the value is in quotes. */
const BEFORE_VALUE = /[ \t]*(?:\r?\n[ \t]*(?=["'`]))?/y;

/** After a value: there is more of the same, such as the value behind a type or behind `??`. */
const GOES_ON = /[ \t]*(?:\?\?|\|\||\+|=)/y;

/** How much of the text an expression takes at this place. */
function lengthAt(pattern: RegExp, text: string, at: number): number {
  const sticky = new RegExp(pattern);
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0].length ?? 0;
}

/**
 * The value that begins at `start`: in quotes, or a heredoc, or to the end of the line where the assignment begins the line,
 * or to the next space or separator.
 */
function assignedValue(
  text: string,
  start: number,
  endOf: () => number,
): { readonly content: string; readonly quote: string; readonly length: number } {
  const quoted = /(["'`])((?:\{\{(?:(?!\}\}).)*\}\}|(?!\1|\{\{)[^\\\n]|\\.)*)\1/y;
  quoted.lastIndex = start;
  const found = quoted.exec(text);
  if (found !== null) {
    const [whole, quote = "", content = ""] = found;
    return { content, quote, length: whole.length };
  }
  const heredoc = lengthAt(/<<-?[ \t]*(\w+)[ \t]*\r?\n(?:(?![ \t]*\1\b)[^\n]*\n)*/y, text, start);
  const content = text.slice(start, heredoc > 0 ? start + heredoc : endOf());
  return { content, quote: "", length: content.length };
}

/** The end of a line, without the blanks and commas there. */
function lineEnd(text: string, start: number): number {
  const lineBreak = text.indexOf("\n", start);
  let end = lineBreak === -1 ? text.length : lineBreak;
  while (end > start && " \t\r,".includes(text.charAt(end - 1))) end--;
  return end;
}
