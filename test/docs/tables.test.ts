import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { exitCodes, exitNameOf } from "../../packages/cli/src/command/exit-codes.ts";
import { diagnosticCodes } from "../../packages/core/src/diagnostics/diagnostic.ts";
import type { ErrorCode } from "../../packages/core/src/diagnostics/errors.ts";
import { commandFindings } from "../../packages/cli/src/output/command-findings.ts";
import { verifyFindings } from "../../packages/core/src/verify/verify-finding.ts";
import { root } from "./pages.ts";
import { codesIn, readTables, type Table } from "./tables.ts";
import { typeTexts } from "./type-texts.ts";

/** The rows of the table of a page whose first columns have these headings. */
function rowsOf(page: string, ...heading: readonly string[]): Table["rows"] {
  const tables = readTables(readFileSync(join(root, page), "utf8"));
  const table = tables.find((each) => heading.every((text, column) => each.heading[column] === text));
  if (table === undefined) throw new Error(`${page} has no table of ${heading.join(", ")}`);
  return table.rows;
}

const core = 'import("./packages/core/src';
const unions = typeTexts({
  ErrorCode: `${core}/diagnostics/errors.ts").ErrorCode`,
  EventKind: `${core}/nomad/follow/follow-job.ts").JobEvent["kind"]`,
  OutcomeKind: `${core}/nomad/follow/outcome.ts").OutcomeKind`,
  UnroutedReason: `${core}/fabio/jobs/job-routes.ts").UnroutedReason`,
  CandidateOutcome: `${core}/fabio/match/answer.ts").Candidate["outcome"]`,
});

const commands = readdirSync(join(root, "packages/cli/src/commands"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.replace(/\.ts$/, "").replaceAll("/", " "));

describe("the documentation speaks of no command that there is not", () => {
  it("in README.md", () => {
    const rows = rowsOf("README.md", "command").map(([command]) => codesIn(command)[0]);
    expect(rows).toContain("plan");
    expect(rows.filter((row) => !commands.includes(row ?? ""))).toEqual([]);
  });

  it("in docs/json-output.md", () => {
    const page = readFileSync(join(root, "docs/json-output.md"), "utf8");
    const headings = [...page.matchAll(/^## ([^A-Z].*)$/gm)].flatMap(([, heading = ""]) =>
      heading.split(" and "),
    );
    expect(headings).toContain("plan");
    expect(headings.filter((heading) => !commands.includes(heading))).toEqual([]);
  });
});

describe("the documentation lists", () => {
  it("the answer of every command", () => {
    const page = readFileSync(join(root, "docs/json-output.md"), "utf8");
    const headings = [...page.matchAll(/^## (.*)$/gm)].flatMap(([, heading = ""]) => heading.split(" and "));
    expect(commands).toContain("routes override list");
    expect(commands.filter((command) => !headings.includes(command))).toEqual([]);
  });

  it.each([
    ["unrouted[].reason", unions.UnroutedReason],
    ["candidates[].outcome", unions.CandidateOutcome],
  ])("every value of %s", (field, values) => {
    const tables = readTables(readFileSync(join(root, "docs/json-output.md"), "utf8"));
    const row = tables.flatMap(({ rows }) => rows).find(([name]) => codesIn(name)[0] === field);
    expect(values.length).toBeGreaterThan(2);
    expect(codesIn(row?.[1])).toEqual(values);
  });

  it("every exit code", () => {
    const codes = rowsOf("docs/exit-codes.md", "code", "meaning").map(([code]) => Number(code));
    expect(codes).toEqual(Object.values(exitCodes).toSorted((a, b) => a - b));
  });

  it("every code of a problem, with its meaning", () => {
    const rows = rowsOf("docs/errors.md", "code", "means").map(([code, meaning]) => [code, meaning]);
    const page = readFileSync(join(root, "docs/rules.md"), "utf8");
    const rules = [...page.matchAll(/^- `(NX\d{4})` (.*)$/gm)].map(([, code, meaning]) => [code, meaning]);
    expect([...rows, ...rules]).toEqual(Object.entries(diagnosticCodes));
  });

  it("every other finding of a command, with its meaning", () => {
    const rows = rowsOf("docs/errors.md", "finding", "means").map(([code, meaning]) => [
      codesIn(code)[0],
      meaning,
    ]);
    expect(rows).toEqual(Object.entries(commandFindings));
  });

  it("every finding of a verification, with its meaning", () => {
    const rows = rowsOf("docs/verifying.md", "finding", "means").map(([kind, meaning]) => [
      codesIn(kind)[0],
      meaning,
    ]);
    expect(rows).toEqual(Object.entries(verifyFindings));
  });

  it("every variable by which Consul is found", () => {
    const source = ["config.ts", "agent-names.ts"]
      .map((file) => readFileSync(join(root, "packages/core/src/consul", file), "utf8"))
      .join("\n");
    const read = [...source.matchAll(/"(CONSUL_\w+)"/g)].flatMap(([, name = ""]) => name);
    const rows = rowsOf("docs/discovery.md", "variable", "flag").map(([name]) => codesIn(name)[0]);
    expect(rows).toContain("CONSUL_HTTP_ADDR");
    expect(rows.toSorted()).toEqual([...new Set(read)].toSorted());
  });

  it("every code of an error, with the exit code it leads to", () => {
    expect(unions.ErrorCode).toContain("unreachable");
    // Each text of that union is an ErrorCode.
    const expected = unions.ErrorCode.map((code) => [code, exitCodes[exitNameOf(code as ErrorCode)]]);
    const rows = rowsOf("docs/errors.md", "code", "when").map(([code, , exit]) => [
      codesIn(code)[0],
      Number(exit),
    ]);
    expect(rows.toSorted()).toEqual([...expected, ["internal", exitCodes.failed]].toSorted());
  });

  it("every event", () => {
    expect(unions.EventKind).toContain("awaiting-promotion");
    const own = ["registered", "stopping", "purged", "finding", "summary", "error"];
    const types = rowsOf("docs/json-output.md", "type").map(([type]) => codesIn(type)[0]);
    expect(types.toSorted()).toEqual([...own, ...unions.EventKind].toSorted());
  });

  it("every way in which following a job ends", () => {
    expect(unions.OutcomeKind).toContain("superseded");
    const kinds = rowsOf("docs/json-output.md", "kind").map(([kind]) => codesIn(kind)[0]);
    expect(kinds.toSorted()).toEqual(unions.OutcomeKind.toSorted());
  });
});
