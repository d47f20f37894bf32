import { fileURLToPath } from "node:url";

import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";

/*
 * The texts that an editor shows to someone who writes a job: TypeScript's language service, asked about a job file.
 * `¦` is where the cursor stands.
 */

const folder = fileURLToPath(new URL(".", import.meta.url));
const file = `${folder}editor-test-job.ts`;
const head = 'import { job } from "./builder.ts";\n';
let source = "";
let version = 0;
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
};
const service = ts.createLanguageService({
  getCompilationSettings: () => options,
  getScriptFileNames: () => [file],
  getScriptVersion: (name) => (name === file ? String(version) : "0"),
  getScriptSnapshot(name) {
    const text = name === file ? source : ts.sys.readFile(name);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => folder,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: (name) => name === file || ts.sys.fileExists(name),
  readFile: (name) => ts.sys.readFile(name),
});

function open(text: string): number {
  source = head + text.replace("¦", "");
  version++;
  return head.length + text.indexOf("¦");
}

function completions(text: string): string[] {
  const position = open(text);
  return (service.getCompletionsAtPosition(file, position, {})?.entries ?? []).map(({ name }) => name);
}

function errors(text: string): string[] {
  open(text);
  return service.getSemanticDiagnostics(file).map(({ start = 0, length = 0, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, " ");
    return `${source.slice(start, start + length)}: ${message}`;
  });
}

beforeAll(() => {
  completions('job("web", { ¦ });'); // The first question makes the compiler read everything.
}, 300_000);

describe("completion offers", () => {
  test("the attributes of a block", () => {
    expect(completions('job("web", { group: { web: { ¦ } } });')).toEqual(
      expect.arrayContaining(["count", "network", "restart", "service", "task", "update"]),
    );
  });

  test("the values of an attribute", () => {
    expect(completions('job("web", { type: "¦" });')).toEqual(["service", "batch", "system", "sysbatch"]);
  });

  test("the options of the driver", () => {
    const docker = completions(
      'job("web", { group: { web: { task: { t: { driver: "docker", config: { ¦ } } } } } });',
    );
    expect(docker).toEqual(expect.arrayContaining(["image", "ports", "port_map", "force_pull", "logging"]));
  });

  test("the declared port labels", () => {
    const labels = completions(
      'job("web", { group: { web: { network: { port: { http: {}, admin: {} } }, service: { port: "¦" } } } });',
    );
    expect(labels).toEqual(expect.arrayContaining(["http", "admin"]));
  });
});

test.each([
  [
    'job("web", { prio¦rity: 1 });',
    "Importance from 1 to 100; higher ones are scheduled first and may preempt.",
  ],
  ['job("web", { group: { web: { co¦unt: 2 } } });', "How many allocations of the group run."],
  [
    'job("web", { group: { web: { task: { t: { driver: "exec", lea¦der: true } } } } });',
    "Stop the group's other tasks when this one ends.",
  ],
])("an attribute's documentation is shown on it: %s", (text, documentation) => {
  const info = service.getQuickInfoAtPosition(file, open(text));
  expect(ts.displayPartsToString(info?.documentation)).toBe(documentation);
});

test("errors are sentences on the offending property", () => {
  expect(
    errors(`job("web", {
      group: {
        web: {
          cuont: 2,
          network: { port: { http: {}, admin: {} } },
          service: { name: "web", port: "htpp" },
          task: { server: { driver: "docker", config: { imgae: "web:1", ports: ["metrics"] } } },
        },
      },
    });`),
  ).toEqual([
    `cuont: Type 'number' is not assignable to type '"'cuont' is not an attribute of group"'.`,
    `port: Type '"htpp"' is not assignable to type '"http" | "admin"'.`,
    `imgae: Type '"web:1"' is not assignable to type '"'imgae' is not an attribute of this driver's config"'.`,
    `"metrics": Type '"metrics"' is not assignable to type '"http" | "admin"'.`,
  ]);
});
