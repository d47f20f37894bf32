// @ts-check
// The comparison of Nomad's syntax errors with ours: places and causes are compared, not words.
import { difference } from "./read-cases.js";

/**
 * A problem as both sides tell it: its cause by HCL's summary, the line it is on, and the lines that are shown with it.
 * @typedef {{ cause: string, line: number, shown: number[] }} Place
 */

/** HCL's summaries of our codes, where the names of directives in them are left out. */
export const summaries = {
  NX501: "Unsupported operator",
  NX502: "Invalid character",
  NX503: "Invalid character encoding",
  NX504: "Invalid multi-line string",
  NX505: "Attribute redefined",
  NX506: "Invalid argument name",
  NX507: "Unclosed configuration block",
  NX508: "Argument or block definition required",
  NX509: "Argument definition required",
  NX510: "Missing newline after argument",
  NX511: "Unexpected comma after argument",
  NX512: "Invalid block definition",
  NX513: "Invalid single-argument block definition",
  NX514: "Missing newline after block definition",
  NX515: "Missing false expression in conditional",
  NX516: "Invalid legacy index syntax",
  NX517: "Nested splat expression not allowed",
  NX518: "Invalid attribute name",
  NX519: "Missing close bracket on splat index",
  NX520: "Missing close bracket on index",
  NX521: "Unbalanced parentheses",
  NX522: "Missing expression",
  NX523: "Invalid expression",
  NX524: "Invalid number literal",
  NX525: "Missing function name",
  NX526: "Missing open parenthesis",
  NX527: "Missing closing parenthesis",
  NX528: "Unterminated function call",
  NX529: "Missing argument separator",
  NX530: "Unterminated tuple constructor expression",
  NX531: "Missing item separator",
  NX532: "Missing attribute value",
  NX533: "Missing key/value separator",
  NX534: "Unterminated object constructor expression",
  NX535: "Missing attribute separator",
  NX536: "Invalid 'for' expression",
  NX537: "Invalid string literal",
  NX538: "Unterminated string literal",
  NX539: "Invalid escape sequence",
  NX540: "Unexpected end of template",
  NX541: "Unexpected directive",
  NX542: "Unclosed template interpolation sequence",
  NX543: "Extra characters after interpolation expression",
  NX544: "Invalid template directive",
  NX545: "Invalid 'for' directive",
  NX546: "Invalid template control keyword",
  NX547: "Extra characters in marker",
  NX548: "Unterminated template string",
  NX581: "Extraneous data after value",
  NX582: "Missing JSON value",
  NX583: "Missing array element value",
  NX584: "Missing value",
  NX585: "Invalid start of value",
  NX586: "Invalid object property name",
  NX587: "Missing object value",
  NX588: "Missing property value colon",
  NX589: "Trailing comma in object",
  NX590: "Unclosed object",
  NX591: "Mismatched braces",
  NX592: "Missing attribute seperator comma",
  NX593: "Trailing comma in array",
  NX594: "Invalid array value",
  NX595: "Mismatched brackets",
  NX596: "Invalid JSON number",
  NX597: "Invalid JSON string",
  NX598: "Invalid JSON keyword",
  NX599: "Root value must be object",
};

/** @param {string} summary */
export function causeOf(summary) {
  return summary
    .replace(/^Unexpected \w+ directive$/, "Unexpected directive")
    .replace(/^Extra characters in \S+ marker$/, "Extra characters in marker");
}

/**
 * Why our diagnostics are not those of a report, such as `nomad fmt` prints it for a file that is called `name` there.
 * @param {readonly any[]} diagnostics
 * @param {string} report
 * @param {string} source
 * @param {string} [name]
 */
export function reportDifference(diagnostics, report, source, name = "<stdin>") {
  const ours = diagnostics.map((diagnostic) => placeOf(diagnostic, source));
  return difference(ours, placesIn(report, name));
}

/** @param {string} report @param {string} name @returns {Place[]} */
function placesIn(report, name) {
  const one = /Error: ([^\n]*)\n\n {2}on ([^\n]*?) line (\d+)[^\n]*:\n((?: *\d+: [^\n]*\n)*)/g;
  return [...report.matchAll(one)]
    .filter(([, , file]) => file === name)
    .map(([, summary = "", , line, snippet = ""]) => ({
      cause: causeOf(summary),
      line: Number(line),
      shown: [...snippet.matchAll(/^ *(\d+): /gm)].map(([, number]) => Number(number)),
    }));
}

/**
 * The lines shown are those that the place and its context touch; that they end where a line begins is enough.
 * @param {any} diagnostic
 * @param {string} source
 * @returns {Place}
 * @see hashicorp/hcl diagnostic_text.go WriteDiagnostic, pos.go Range.Overlaps (v2.20.2)
 */
function placeOf({ code, source: subject, context }, source) {
  const ranges = [subject, context].filter((range) => range !== undefined && !isEmpty(range));
  const start = Math.min(...ranges.map((range) => range.start.offset));
  const end = Math.max(...ranges.map((range) => range.end.offset));
  const shown = [];
  let at = 0;
  for (const [index, text] of source.split("\n").entries()) {
    const lineEnd = at + text.replace(/\r$/, "").length;
    if (at < lineEnd && overlaps({ start: at, end: lineEnd }, { start, end })) shown.push(index + 1);
    at += text.length + 1;
  }
  const cause = Object.hasOwn(summaries, code) ? summaries[/** @type {keyof summaries} */ (code)] : code;
  return { cause, line: subject.start.line, shown };
}

/**
 * As HCL has it, a range that only ends where another begins overlaps it.
 * @typedef {{ start: number, end: number }} Stretch
 * @param {Stretch} a @param {Stretch} b
 */
function overlaps(a, b) {
  const contains = (/** @type {Stretch} */ { start, end }, /** @type {number} */ offset) =>
    offset >= start && offset < end;
  return contains(a, b.start) || contains(a, b.end) || contains(b, a.start) || contains(b, a.end);
}

/** @param {any} range */
function isEmpty({ start, end }) {
  return start.offset === end.offset;
}
