import type { Diagnostic, SourceRange } from "@nomadx/core";
import { expect, test } from "vitest";
import { plainPalette } from "../terminal/palette.ts";
import { diagnosticsToJson } from "./findings-json.ts";
import { findingsToText, sortFindings, summarizeFindings } from "./findings-text.ts";

const files: Readonly<Record<string, string>> = {
  "jobs/web.ts": 'import { job } from "@nomadx/core";\n\nexport default job("web", {\n  port: "htpp",\n});\n',
  "jobs/api.ts": "const x = 1;\n",
};

function at(file: string, line: number, column: number, length: number): SourceRange {
  const offset =
    (files[file] ?? "")
      .split("\n")
      .slice(0, line - 1)
      .join("\n").length +
    (line > 1 ? 1 : 0) +
    column -
    1;
  return {
    file,
    start: { line, column, offset },
    end: { line, column: column + length, offset: offset + length },
  };
}

const readSource = (file: string): string | undefined => files[file];

const port: Diagnostic = {
  severity: "error",
  code: "NX206",
  summary: 'Port "htpp" is not declared',
  detail: 'Declared in this group\'s network: "http".',
  path: "group.web.service.port",
  keys: ["group", "web", "service", "port"],
  at: "value",
  source: at("jobs/web.ts", 4, 9, 6),
  help: 'Did you mean "http"?',
};
const old: Diagnostic = {
  severity: "warning",
  code: "NX210",
  summary: "x is old",
  source: at("jobs/api.ts", 1, 7, 1),
};
const none: Diagnostic = { severity: "error", code: "NX102", summary: 'No file matches "x*"' };

test("a diagnostic shows the place, the line, what is wrong, where in the job, and the way out", () => {
  expect(findingsToText([port], { readSource })).toMatchInlineSnapshot(`
    "error[NX206] jobs/web.ts:4:9: Port "htpp" is not declared
      4 |   port: "htpp",
        |         ^^^^^^
      Declared in this group's network: "http".
      in group.web.service.port
      help: Did you mean "http"?"
  `);
});

test("diagnostics are sorted by file and position, and counted", () => {
  const header = {
    ...old,
    severity: "error",
    summary: "first line",
    source: at("jobs/web.ts", 1, 1, 6),
  } as const;
  const sorted = sortFindings([port, header, old, none]);
  expect(summarizeFindings(sorted)).toBe("3 errors, 1 warning in 2 files");
  expect(findingsToText(sorted, { readSource })).toMatchInlineSnapshot(`
    "error[NX102]: No file matches "x*"

    warning[NX210] jobs/api.ts:1:7: x is old
      1 | const x = 1;
        |       ^

    error[NX210] jobs/web.ts:1:1: first line
      1 | import { job } from "@nomadx/core";
        | ^^^^^^

    error[NX206] jobs/web.ts:4:9: Port "htpp" is not declared
      4 |   port: "htpp",
        |         ^^^^^^
      Declared in this group's network: "http".
      in group.web.service.port
      help: Did you mean "http"?"
  `);
});

test("without diagnostics there is nothing to show", () => {
  expect(findingsToText([], { readSource })).toBe("");
});

test("a file that cannot be read is only named", () => {
  expect(findingsToText([old], { readSource: () => undefined })).toBe(
    "warning[NX210] jobs/api.ts:1:7: x is old",
  );
});

test("control characters of whatever origin are left out", () => {
  const evil = "a\u001b[2Jb\u0007\u202ec";
  const diagnostic: Diagnostic = {
    severity: "error",
    code: "NX201",
    summary: `${evil}\nnext`,
    detail: evil,
    path: evil,
    help: evil,
    source: { ...at(evil, 1, 1, 1) },
  };
  const text = findingsToText([diagnostic], { readSource: () => `${evil}\u0000 = 1` });
  expect(text).toMatchInlineSnapshot(`
    "error[NX201] a[2Jbc:1:1: a[2Jbc next
      1 | a[2Jbc = 1
        | ^
      a[2Jbc
      in a[2Jbc
      help: a[2Jbc"
  `);
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
});

function mark(name: string): (text: string) => string {
  return (text) => `<${name}>${text}</${name}>`;
}

test("colour only surrounds text", () => {
  const palette = {
    ...plainPalette,
    bold: mark("b"),
    cyan: mark("c"),
    dim: mark("d"),
    red: mark("r"),
    yellow: mark("y"),
  };
  const colored = findingsToText([old, port], { readSource, palette });
  expect(colored.split("\n")[0]).toBe("<b><y>warning[NX210]</y></b><b> jobs/api.ts:1:7:</b> x is old");
  expect(colored.replace(/<\/?[bcdry]>/g, "")).toBe(findingsToText([old, port], { readSource }));
});

test("for JSON nothing internal is left", () => {
  expect(diagnosticsToJson([none, port])).toEqual([
    { severity: "error", code: "NX102", summary: 'No file matches "x*"' },
    {
      severity: "error",
      code: "NX206",
      summary: 'Port "htpp" is not declared',
      detail: 'Declared in this group\'s network: "http".',
      path: "group.web.service.port",
      source: {
        file: "jobs/web.ts",
        start: { line: 4, column: 9, offset: 73 },
        end: { line: 4, column: 15, offset: 79 },
      },
      help: 'Did you mean "http"?',
    },
  ]);
});
