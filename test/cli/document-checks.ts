import { isObject } from "./nomadx.ts";

/** The places where a text breaks the rules of a format for CI; none for a good document. */
export const documentMistakes = {
  github: githubMistakes,
  junit: junitMistakes,
  markdown: markdownMistakes,
  sarif: sarifMistakes,
} as const;

/** Whether a document says that something is wrong. */
export const documentFails = {
  github: (text: string) => /^::error /m.test(text),
  junit: (text: string) => text.includes("<failure "),
  markdown: (text: string) => /^\| (?:error|critical) \|/m.test(text),
  sarif: (text: string) => /"level": "error"/.test(text),
} as const;

/** Each line is a workflow command: actions/toolkit, docs/commands.md. */
function githubMistakes(text: string): readonly string[] {
  const command = /^::(?:error|warning|notice) (?:\w+=[^,:]*(?:,(?! )|(?=::)))+::(?:[^%]|%25|%0A|%0D)+$/;
  return text.split("\n").filter((line) => line !== "" && !command.test(line));
}

/** Well-formed XML with the elements of a JUnit report, whose numbers add up. */
function junitMistakes(text: string): readonly string[] {
  const mistakes: string[] = [];
  const open: string[] = [];
  const count = { testcase: 0, failure: 0 };
  const [head = "", ...tokens] = text.split(/(?=<)|(?<=>)/);
  if (!head.startsWith('<?xml version="1.0"')) mistakes.push("no XML declaration");
  for (const token of tokens) {
    const [, end = "", name, attributes = "", empty = ""] = /^<(\/?)([\w-]+)(.*?)(\/?)>$/s.exec(token) ?? [];
    if (name === undefined) {
      // oxlint-disable-next-line no-control-regex -- XML has no way to write them
      if (/[<>]|&(?!(?:amp|lt|gt|quot|#10|#9);)|[\u0000-\u0008\u000b-\u001f]/.test(token))
        mistakes.push(token);
      continue;
    }
    if (!/^(?: [\w-]+="[^"<>]*")*$/.test(attributes)) mistakes.push(token);
    if (name === "testcase" && end === "") count.testcase += 1;
    if (name === "failure" && end === "") count.failure += 1;
    if (end !== "" && open.pop() !== name) mistakes.push(`${token} closes another element`);
    if (end === "" && empty === "") open.push(name);
  }
  if (open.length > 0) mistakes.push(`open at the end: ${open.join(", ")}`);
  const counts = `tests="${count.testcase}" failures="${count.failure}"`;
  if (count.testcase === 0 || text.split(counts).length !== 3) mistakes.push(`not ${counts}`);
  return mistakes;
}

/** A heading, tables whose rows have as many cells as their heads, and blocks of code that end. */
function markdownMistakes(text: string): readonly string[] {
  const [heading = "", blank, ...rest] = text.split("\n");
  const mistakes = heading.startsWith("### nomadx") && blank === "" ? [] : ["no heading"];
  let fence: string | undefined;
  let cells: number | undefined;
  for (const line of rest) {
    const [mark] = /^`{3,}/.exec(line) ?? [];
    if (fence !== undefined) {
      if (line === fence) fence = undefined;
    } else if (mark !== undefined) {
      fence = mark;
    } else if (line.startsWith("|")) {
      const count = line.split(/(?<!\\)\|/).length;
      cells ??= count;
      if (count !== cells) mistakes.push(line);
    } else {
      cells = undefined;
    }
  }
  return fence === undefined ? mistakes : [...mistakes, "the block of code does not end"];
}

/** SARIF 2.1.0 §3.13 to §3.30, and what GitHub asks of a log beyond that. */
function sarifMistakes(text: string): readonly string[] {
  const log: unknown = JSON.parse(text);
  const mistakes: string[] = [];
  const need = (holds: boolean, what: string): void => void (holds || mistakes.push(what));
  need(isObject(log) && log["version"] === "2.1.0" && list(log["runs"]).length === 1, "version and one run");
  const [run = {}] = list(at(log, "runs"));
  const rules = list(at(run, "tool", "driver", "rules"));
  const ids = rules.map((rule) => rule["id"]);
  need(at(run, "tool", "driver", "name") === "nomadx", "the name of the tool");
  need(new Set(ids).size === ids.length, "each rule once");
  need(
    rules.every((rule) => typeof at(rule, "shortDescription", "text") === "string"),
    "titles of rules",
  );
  need(Array.isArray(run["results"]), "results");
  const [invocation] = list(run["invocations"]);
  need(typeof invocation?.["executionSuccessful"] === "boolean", "executionSuccessful");
  const notifications = list(invocation?.["toolExecutionNotifications"]);
  for (const told of [...list(run["results"]), ...notifications]) {
    need(["none", "note", "warning", "error"].includes(String(told["level"])), "level");
    need(at(told, "message", "text") !== "" && typeof at(told, "message", "text") === "string", "message");
  }
  for (const result of list(run["results"])) {
    need(ids[Number(result["ruleIndex"])] === result["ruleId"], "ruleIndex");
    const [location] = list(result["locations"]);
    const uri = at(location, "physicalLocation", "artifactLocation", "uri");
    need(
      typeof uri === "string" && /^(?:file:\/\/\/)?(?:[\w.~!$&'()*+,;=@/-]|%[\dA-F]{2})+$/.test(uri),
      `${uri}`,
    );
    const region = at(location, "physicalLocation", "region");
    const numbers = isObject(region) ? Object.values(region) : [];
    need(
      numbers.every((number) => Number.isInteger(number) && Number(number) >= 1),
      "positions count from 1",
    );
  }
  return mistakes;
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

function list(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
