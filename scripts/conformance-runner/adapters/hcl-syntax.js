// @ts-check
// hcl/expressions.jsonl and hcl/files.jsonl: which texts have syntax errors, where the first one is, and how many there are.
import { causeOf, reportDifference, summaries } from "../hcl-syntax.js";
import { library } from "../library.js";
import { difference } from "../read-cases.js";
import { linesOf } from "../stored-job.js";

const { parseHcl, parseHclJson } = await library("/hcl");

const causes = new Set(Object.values(summaries));

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/hcl\/(expressions|files)\.jsonl$/,
  aspect: "syntax",
  async *cases(file) {
    for await (const { id, input, error, error_any_of: variants, syntax_report: report } of linesOf(file)) {
      const { source } = input;
      yield {
        id,
        check: () => {
          // So tells a server the two syntaxes apart; the report is that of a command that does not.
          const isJson = /^ *\{/.test(source);
          const { diagnostics } = isJson ? parseHclJson(source) : parseHcl(source);
          if (report !== undefined && !isJson) return reportDifference(diagnostics, report, source);
          return difference(diagnostics.map(firstPlace)[0], placeIn(error ?? variants?.[0] ?? ""));
        },
      };
    }
  },
};

const firstProblem =
  /^(?:Failed to parse job: input|Error getting job struct: Error parsing job file from job\.nomad\.hcl:\njob\.nomad)\.hcl:(\d+,\d+-[\d,]+): ([^;]+); (.*)/;

/**
 * The first syntax error of an answer; another error is none. "Invalid expression" is also said of one that is valid, but not
 * where it stands.
 * @param {string} error
 */
function placeIn(error) {
  const [, place, summary = "", detail = ""] = firstProblem.exec(error) ?? [];
  if (summary === "Invalid expression" && !detail.startsWith("Expected the start of")) return undefined;
  return causes.has(causeOf(summary)) ? `${place} ${causeOf(summary)}` : undefined;
}

/** The same of ours; HCL leaves out the second line where it is the first. @param {any} diagnostic */
function firstPlace({ code, source: { start, end } }) {
  const to = start.line === end.line ? end.column : `${end.line},${end.column}`;
  return `${start.line},${start.column}-${to} ${summaries[/** @type {keyof summaries} */ (code)]}`;
}
