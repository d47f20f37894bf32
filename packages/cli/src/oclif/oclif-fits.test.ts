import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { lightParser, unused } from "./light-parser.mjs";
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
const met = new Set<string>();
let bytes = 0;
let parse: typeof parseArguments;

beforeAll(async () => {
  const outfile = path.join(folder, "parse-arguments.mjs");
  const { metafile } = await build({
    absWorkingDir: here,
    stdin: { contents: whatCommandsImport, resolveDir: here },
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
    plugins: [lightParser(met)],
  });
  bytes = Object.values(metafile.outputs)[0]?.bytes ?? 0;
  ({ parseArguments: parse } = await import(pathToFileURL(outfile).href));
});

test("each module that is left out is one that the parser would load", () => {
  expect(met).toEqual(new Set(Object.keys(unused)));
});

test("what is left of oclif is small", () => {
  expect(bytes).toBeLessThan(40_000);
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
      { message: "Nonexistent flag: -address=x", help: "Flags start with two dashes: --address" },
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
