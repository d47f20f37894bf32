import path from "node:path";
import type { KeyPath } from "@nomadx/core/jobspec";
import { expect, test } from "vitest";
import { ScriptLocator } from "./locate-script.ts";
import { Sources } from "../files/sources.ts";
import { makeProject } from "../testing/project.ts";

interface Case {
  readonly keys: KeyPath;
  readonly at?: "key" | "value";
  /** Where `job()` was called, as `file:line:column`, and what called that. */
  readonly frames?: readonly string[];
  readonly exportKeys?: KeyPath;
}

/** The place that a locator points at: `file:line:column text`. */
function locate(
  files: Readonly<Record<string, string>>,
  { keys, at = "value", frames = [], exportKeys = [] }: Case,
): string {
  const { dir } = makeProject(files);
  const sources = new Sources(dir);
  const stack = ["Error", ...frames.map((frame) => `    at file://${dir}/${frame}`)].join("\n");
  const origin = { file: path.join(dir, "a.ts"), callSite: { stack }, keys: exportKeys };
  const { file, start, end } = new ScriptLocator(sources).locate(origin, keys, at);
  const text = sources.text(path.join(dir, file))?.slice(start.offset, end.offset);
  return `${file}:${start.line}:${start.column} ${text}`;
}

const web = ["group", "web", "count"];

test.for<[string, string, Case, string]>([
  [
    "a literal in the call",
    `export default job("a", { group: { web: { count: "2" } } });`,
    { keys: web, frames: ["a.ts:1:16"] },
    `a.ts:1:50 "2"`,
  ],
  [
    "the key, when the key is meant",
    `export default job("a", { group: { web: { "count": "2" } } });`,
    { keys: web, at: "key", frames: ["a.ts:1:16"] },
    `a.ts:1:43 "count"`,
  ],
  [
    "the last key on the way, when the way ends early",
    `export default job("a", { group: { web: { } } });`,
    { keys: web, frames: ["a.ts:1:16"] },
    `a.ts:1:36 web`,
  ],
  [
    "the call, when the way does not begin",
    `export default job("a", {\n  type: "batch" });`,
    { keys: web, frames: ["a.ts:1:16"] },
    `a.ts:1:16 job("a"`,
  ],
  [
    "the call, when the job is meant",
    `export default job("a", {\n  type: "batch" });`,
    { keys: [], at: "key", frames: ["a.ts:1:16"] },
    `a.ts:1:16 job("a"`,
  ],
  [
    "the key, when the value takes several lines",
    `export default job("a", { group: { web: {\n count: 2 } } });`,
    { keys: ["group", "web"], frames: ["a.ts:1:16"] },
    `a.ts:1:36 web`,
  ],
  [
    "a call by the name of a namespace",
    `import * as nx from "@nomadx/core";\nexport default nx.job("a", { type: 1 });`,
    { keys: ["type"], frames: ["a.ts:2:19"] },
    `a.ts:2:36 1`,
  ],
  [
    "an item of a list",
    `export default job("a", { datacenters: ["a", 2] });`,
    { keys: ["datacenters", 1], frames: ["a.ts:1:16"] },
    `a.ts:1:46 2`,
  ],
  [
    "an item after a spread list",
    `const more = ["x", "y"];\nexport default job("a", { datacenters: ["a", ...more, 2] });`,
    { keys: ["datacenters", 3], frames: ["a.ts:2:16"] },
    `a.ts:2:55 2`,
  ],
  [
    "an item of a spread list",
    `const more = ["x", 2];\nexport default job("a", { datacenters: ["a", ...more] });`,
    { keys: ["datacenters", 2], frames: ["a.ts:2:16"] },
    `a.ts:1:20 2`,
  ],
  [
    "a block where the way has an index",
    `export default job("a", { service: { port: 1 } });`,
    { keys: ["service", 0, "port"], frames: ["a.ts:1:16"] },
    `a.ts:1:44 1`,
  ],
  [
    "the only block of a list where the way has no index",
    `export default job("a", { service: [{ port: 1 }] });`,
    { keys: ["service", "port"], frames: ["a.ts:1:16"] },
    `a.ts:1:45 1`,
  ],
  [
    "the constant that a name stands for",
    `const count = "2" as const;\nexport default job("a", { group: { web: { count } } });`,
    { keys: web, frames: ["a.ts:2:16"] },
    `a.ts:1:15 "2"`,
  ],
  [
    "the name, when only running tells what it stands for",
    `export default job("a", { group: { web: { count: process.env.N } } });`,
    { keys: web, frames: ["a.ts:1:16"] },
    `a.ts:1:50 process.env.N`,
  ],
  [
    "a spread constant, through satisfies and brackets",
    `const base = ({ count: "2" }) satisfies object;\nexport default job("a", { group: { web: { ...base } } });`,
    { keys: web, frames: ["a.ts:2:16"] },
    `a.ts:1:24 "2"`,
  ],
  [
    "what comes after a spread, which replaces it",
    `const base = { count: 1 };\nexport default job("a", { group: { web: { ...base, count: "2" } } });`,
    { keys: web, frames: ["a.ts:2:16"] },
    `a.ts:2:59 "2"`,
  ],
  [
    "a spread that is only there on a condition",
    `export default job("a", { group: { web: { ...(x ? { count: "2" } : {}), ...(y && { name: 1 }) } } });`,
    { keys: web, frames: ["a.ts:1:16"] },
    `a.ts:1:60 "2"`,
  ],
  [
    "a property of a constant",
    `const sizes = { small: { count: "2" } };\nexport default job("a", { group: { web: { count: sizes.small.count } } });`,
    { keys: web, frames: ["a.ts:2:16"] },
    `a.ts:1:33 "2"`,
  ],
  [
    "a part that was taken out of a constant",
    `const { small: { count }, ...rest } = { small: { count: "2" } };\nexport default job("a", { group: { web: { count } } });`,
    { keys: web, frames: ["a.ts:2:16"] },
    `a.ts:1:57 "2"`,
  ],
  [
    "what a function returns",
    `function group(count: number) {\n  const n = "2";\n  return { web: { count: n } };\n}\nexport default job("a", { group: group(1) });`,
    { keys: web, frames: ["a.ts:5:16"] },
    `a.ts:2:13 "2"`,
  ],
  [
    "the argument of a function",
    `const group = (count: unknown) => ({ web: { count } });\nexport default job("a", { group: group("2") });`,
    { keys: web, frames: ["a.ts:2:16"] },
    `a.ts:2:40 "2"`,
  ],
  [
    "the default of an argument",
    `const group = ({ count = "2" } = {}, other = { web: { count: "3" } }) => other;\nexport default job("a", { group: group() });`,
    { keys: web, frames: ["a.ts:2:16"] },
    `a.ts:1:62 "3"`,
  ],
  [
    "a computed key with a constant",
    "const name = `web`;\nexport default job('a', { group: { [name]: { count: '2' } } });",
    { keys: web, frames: ["a.ts:2:16"] },
    `a.ts:2:53 '2'`,
  ],
  [
    "a computed key that only running tells, when no other fits",
    `export default (env) => job("a", { group: { [env.NAME]: { count: "2" }, api: {} } });`,
    { keys: web, frames: ["a.ts:1:25"] },
    `a.ts:1:66 "2"`,
  ],
  [
    "an element that map made",
    `export default job("a", { service: ["x", 7].map((port) => ({ port })) });`,
    { keys: ["service", 1, "port"], frames: ["a.ts:1:16"] },
    `a.ts:1:42 7`,
  ],
  [
    "the last of assigned objects that has the key",
    `export default job("a", { group: { web: Object.assign({ count: 1 }, { count: "2" }, { name: 1 }) } });`,
    { keys: web, frames: ["a.ts:1:16"] },
    `a.ts:1:78 "2"`,
  ],
  [
    "a frozen object",
    `const spec = Object.freeze({ type: 1 });\nexport default job("a", spec);`,
    { keys: ["type"], frames: ["a.ts:2:16"] },
    `a.ts:1:36 1`,
  ],
  [
    "the right one of two calls on a line",
    `export default [job("a", { type: 1 }), job("b", { type: 2 })];`,
    { keys: ["type"], frames: ["a.ts:1:40"] },
    `a.ts:1:57 2`,
  ],
  [
    "the argument of the function that called job()",
    `const make = (name: string, type: unknown) => job(name, { type });\nexport default [make("a", 1), make("b", 2)];`,
    { keys: ["type"], frames: ["a.ts:1:47", "a.ts:2:31"] },
    `a.ts:2:41 2`,
  ],
  [
    "the exported data, when job() was not used",
    `const spec = { type: 1 };\nexport default { job: { a: spec } };`,
    { keys: ["type"], exportKeys: ["job", "a"] },
    `a.ts:1:22 1`,
  ],
  [
    "an item of an exported array",
    `export default [{ job: { a: { type: 1 } } }, { job: { b: { type: 2 } } }];`,
    { keys: ["type"], exportKeys: [1, "job", "b"] },
    `a.ts:1:66 2`,
  ],
  [
    "a copied job, whose call is not known",
    `export default () => { return [{ ...job("a", { type: 1 }) }]; }`,
    { keys: ["type"], exportKeys: [0, "job", "a"] },
    `a.ts:1:54 1`,
  ],
  [
    "the place of the call, in a file that no longer has it",
    `export default 1;`,
    { keys: ["type"], frames: ["a.ts:1:8"] },
    `a.ts:1:8 default`,
  ],
  ["the file, when nothing is known", `syntax error ,`, { keys: ["type"] }, `a.ts:1:1 `],
  [
    "something, in a file that goes in circles",
    `const a = { ...b };\nconst b = { ...a };\nconst f = () => f();\nexport default job("a", { group: a, type: f() });`,
    { keys: web, frames: ["a.ts:4:16"] },
    `a.ts:4:27 group`,
  ],
])("it finds %s", ([, text, given, expected]) => {
  expect(locate({ "a.ts": text }, given)).toBe(expected);
});

test.for<[string, Record<string, string>, string]>([
  [
    "a constant",
    {
      "a.ts": `import { web } from "./b.ts";\nexport default job("a", web);`,
      "b.ts": `export const web = { type: 1 };`,
    },
    "b.ts:1:28 1",
  ],
  [
    "a default export, by the name its JavaScript will have",
    {
      "a.ts": `import web from './lib/b.js';\nexport default job("a", web);`,
      "lib/b.ts": `const web = { type: 1 };\nexport default web;`,
    },
    "lib/b.ts:1:21 1",
  ],
  [
    "what another module passes on under another name",
    {
      "a.ts": `import { web } from "./b.ts";\nexport default job("a", web);`,
      "b.ts": `export { spec as web } from './c';`,
      "c.ts": `const spec = { type: 1 };\nexport { spec };`,
    },
    "c.ts:1:22 1",
  ],
  [
    "a function",
    {
      "a.ts": `import { web } from "./b.ts";\nexport default job("a", web({ type: 1 }));`,
      "b.ts": `export function web(over: object) { return { name: 2, ...over }; }`,
    },
    "a.ts:2:37 1",
  ],
  [
    "a JSON file",
    {
      "a.ts": `import web from "./b.json";\nexport default job("a", { ...web });`,
      "b.json": `{\n  "type": 1\n}`,
    },
    "b.json:2:11 1",
  ],
])("it follows the import of %s", ([, files, expected]) => {
  expect(locate(files, { keys: ["type"], frames: ["a.ts:2:16"] })).toBe(expected);
});

test("it follows a job that another module made for this one", () => {
  const files = {
    "a.ts": `import { service } from "./b.ts";\nexport default service("a", 7);`,
    "b.ts": `import { job } from "@nomadx/core";\nexport const service = (name: string, type: unknown) =>\n  job(name, { type, priority: "high" });`,
  };
  const frames = ["b.ts:3:3", "a.ts:2:16"];
  expect(locate(files, { keys: ["type"], frames })).toBe("a.ts:2:29 7");
  expect(locate(files, { keys: ["priority"], frames })).toBe('b.ts:3:31 "high"');
});
