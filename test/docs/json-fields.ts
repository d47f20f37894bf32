import type { Page } from "./pages.ts";
import type { RanPage } from "./run-page.ts";
import { codesIn, readTables } from "./tables.ts";

/**
 * Differences between what the commands of a page have answered and the tables of fields in their sections: fields that
 * no row names, itself or together with what it stands in, and rows whose field is not there though it has no `?`.
 */
export function undocumentedFields(page: Page, { outputs }: RanPage): string[] {
  const tables = readTables(page.text).filter(({ heading }) => heading[0] === "field");
  return outputs
    .filter(({ command }) => command.includes("--json"))
    .flatMap(({ line, command, output }) => {
      // Before the answer there may be warnings; events are another matter.
      const [json] = /^\{\n[^]*^\}$/m.exec(output) ?? [];
      if (json === undefined) return output.startsWith('{"') ? [] : [`${command} answers no JSON`];
      const section = sectionAt(page, line);
      const rows = tables
        .filter((table) => table.section === section)
        .flatMap((table) => table.rows.flatMap(([field]) => codesIn(field)));
      const { schemaVersion, ...answer } = JSON.parse(json) as Record<string, unknown>;
      const known = rows.map((row) => row.replaceAll("?", ""));
      const unknown = pathsOf(answer).filter(
        (path) => !known.some((row) => path === row || isWithin(path, row)),
      );
      const missing = rows.filter((row) => !has(answer, stepsOf(row)));
      return [
        ...(schemaVersion === 1 ? [] : [`${command}: schemaVersion is ${String(schemaVersion)}`]),
        ...unknown.map((path) => `${command}: ${path} is not in the table`),
        ...missing.map((row) => `${command}: ${row} is not in the answer`),
      ];
    });
}

/** The same for lines of events and the table of their types. */
export function undocumentedEvents(page: Page, { outputs }: RanPage): string[] {
  const table = readTables(page.text).find(({ heading }) => heading[0] === "type");
  const rows = new Map(table?.rows.map(([type, , fields = ""]) => [codesIn(type)[0] ?? "", fields]));
  const events = outputs
    .filter(({ command, output }) => command.includes("--json") && output.startsWith('{"'))
    .flatMap(({ output }) => output.trimEnd().split("\n"));
  if (events.length === 0) return ["The page shows no events"];
  return events.flatMap((line) => {
    const { schemaVersion, type, time, job, ...event } = JSON.parse(line) as Record<string, unknown>;
    const fields = fieldsOf(String(type), rows);
    if (fields === undefined) return [`${String(type)} is not in the table`];
    const isOfAll = type === "summary" || type === "error";
    const known = fields.map((field) => field.replace("?", ""));
    return [
      ...(schemaVersion === 1 ? [] : [`${line}: no schemaVersion`]),
      ...(isOfAll || (typeof time === "string" && typeof job === "string")
        ? []
        : [`${line}: no time or job`]),
      ...Object.keys(event)
        .filter((key) => !known.includes(key))
        .map((key) => `${String(type)}: ${key} is not in the table`),
      ...fields
        .filter((field) => !field.endsWith("?") && !(field in event))
        .map((field) => `${line}: no ${field}`),
    ];
  });
}

/** The fields of a type, from its cell and from the one that "as `other type`" in it means. */
function fieldsOf(type: string, rows: ReadonlyMap<string, string>): string[] | undefined {
  const cell = rows.get(type);
  if (cell === undefined) return undefined;
  const [other] = codesIn(/as `[^`]+`/.exec(cell)?.[0]);
  const own = codesIn(cell).filter((code) => code !== other);
  return other === undefined ? own : [...(fieldsOf(other, rows) ?? []), ...own];
}

function sectionAt({ text }: Page, line: number): string {
  const before = text.split("\n").slice(0, line);
  return before.findLast((each) => each.startsWith("## "))?.slice(3) ?? "";
}

/** The paths of everything that is no object or array with something in it: `jobs[].file`. */
function pathsOf(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => pathsOf(item, `${path}[]`));
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, item]) => pathsOf(item, path === "" ? key : `${path}.${key}`));
}

function isWithin(path: string, outer: string): boolean {
  return path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

/** `jobs[].written?` as `jobs`, `[]`, `written?`. */
function stepsOf(path: string): string[] {
  return path.replaceAll("[]", ".[]").split(".");
}

function has(value: unknown, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined) return true;
  if (step === "[]") return Array.isArray(value) && value.every((item) => has(item, rest));
  if (typeof value !== "object" || value === null) return false;
  const next = Object.entries(value).find(([key]) => key === step.replace("?", ""));
  return next === undefined ? step.endsWith("?") : has(next[1], rest);
}
