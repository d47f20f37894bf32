import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { lightOclif, type StandIns, unusedByCommands, unusedByHelp } from "./light-oclif.mjs";
import type { parseArguments } from "./parse-arguments.ts";
import { usageReport } from "./usage-report.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
// Beside the packages that the bundle leaves to Node.
const folder = mkdtempSync(path.join(here, "../../node_modules/.oclif-fits-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const whatCommandsImport = `
  export { parseArguments } from "./parse-arguments.ts";
  export * as Flags from "@oclif/core/flags";
  export * as Args from "@oclif/core/args";
`;

/** Bundles and loads what `contents` exports. */
async function bundle(
  name: string,
  contents: string,
  standIns: StandIns,
): Promise<{ readonly file: string; readonly bytes: number; readonly met: ReadonlySet<string> }> {
  const met = new Set<string>();
  const outfile = path.join(folder, name);
  const { metafile } = await build({
    absWorkingDir: here,
    stdin: { contents, resolveDir: here },
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    minify: true,
    metafile: true,
    external: ["typescript", "ts-node", "tsx"],
    banner: {
      js: `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);`,
    },
    plugins: [lightOclif(standIns, met)],
  });
  return { file: pathToFileURL(outfile).href, bytes: Object.values(metafile.outputs)[0]?.bytes ?? 0, met };
}

const forCommands = bundle("parse-arguments.mjs", whatCommandsImport, unusedByCommands);
const forHelp = bundle(
  "run-oclif.mjs",
  `export { Config } from "@oclif/core/config"; export { run } from "@oclif/core/run";`,
  unusedByHelp,
);
let parse: typeof parseArguments;

beforeAll(async () => {
  ({ parseArguments: parse } = await import((await forCommands).file));
});

test.each([
  ["the parser", forCommands, unusedByCommands],
  ["the whole of oclif", forHelp, unusedByHelp],
])("each module that is left out is one that %s would load", async (_, bundled, standIns) => {
  expect((await bundled).met).toEqual(new Set(Object.keys(standIns)));
});

test.each([
  ["the parser", forCommands, 40_000],
  ["the whole of oclif", forHelp, 240_000],
])("what is left of %s is small", async (_, bundled, limit) => {
  expect((await bundled).bytes).toBeLessThan(limit);
});

test("a plugin without a manifest is looked through by patterns", async () => {
  const root = path.join(folder, "plugin");
  mkdirSync(path.join(root, "commands"), { recursive: true });
  const manifest = { name: "plugin", version: "1.0.0", type: "module", oclif: { commands: "./commands" } };
  writeFileSync(path.join(root, "package.json"), JSON.stringify(manifest));
  writeFileSync(path.join(root, "commands/hello.js"), "export default { summary: 'Hello', run() {} };");
  const { Config }: typeof import("@oclif/core/config") = await import((await forHelp).file);
  expect((await Config.load(root)).commandIDs).toEqual(["hello"]);
});

const command = {
  id: "routes:match",
  args: {
    request: Args.string({ required: true, ignoreStdin: true, description: "A URL." }),
    files: Args.string({ multiple: true, ignoreStdin: true }),
  },
  flags: {
    json: Flags.boolean({}),
    tcp: Flags.boolean({ exclusive: ["udp"] }),
    udp: Flags.boolean({}),
    diff: Flags.boolean({ allowNo: true, default: true }),
    address: Flags.string({}),
    yes: Flags.boolean({ char: "y" }),
    var: Flags.string({ multiple: true, multipleNonGreedy: true, default: [] }),
    type: Flags.option({ options: ["A", "SRV"] as const })(),
    port: Flags.integer({ min: 1 }),
  },
};

test("flags and arguments are parsed", async () => {
  const argv = ["http://a/", "--var", "a=1", "--var=b=2", "--no-diff", "-y", "x.ts", "--", "--y.ts"];
  expect(await parse(argv, command)).toMatchObject({
    args: { request: "http://a/", files: ["x.ts", "--y.ts"] },
    flags: { var: ["a=1", "b=2"], diff: false, yes: true },
  });
});

describe("errors are told in the words of nomadx, without the hints of oclif", () => {
  const help = "nomadx routes match --help shows how to use it.";
  test.each([
    [[], { message: "Missing 1 required arg:\nrequest  A URL.", help }],
    [["r", "--adress", "x"], { message: "Nonexistent flag: --adress", help: "Did you mean --address?" }],
    [
      ["r", "-address=x"],
      { message: "Nonexistent flag: -address", help: "Flags start with two dashes: --address" },
    ],
    [["r", "--adress=hunter2"], { message: "Nonexistent flag: --adress", help: "Did you mean --address?" }],
    [
      ["r", "--adress=hunter2", "--b=hunter2=3"],
      { message: "Nonexistent flags: --adress, --b", help: "Did you mean --address?" },
    ],
    [["r", "--type", "MX"], { message: "Expected --type=MX to be one of: A, SRV" }],
    [["r", "--address"], { message: "Flag --address expects a value" }],
    [["r", "--address", "a", "--address", "b"], { message: "Flag --address can only be specified once" }],
    [["r", "--port", "none"], { message: "Parsing --port \n\tExpected an integer but received: none" }],
    [
      ["r", "--tcp", "--udp"],
      {
        message: "The following error occurred:\n  --udp=true cannot also be provided when using --tcp",
        help,
      },
    ],
  ])("%j", async (argv, report) => {
    const error: unknown = await parse(argv, command).catch((reason: unknown) => reason);
    expect(error instanceof Error && usageReport(error)).toEqual(report);
  });
});
