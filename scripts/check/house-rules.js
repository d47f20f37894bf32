import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { root } from "./run-command.js";

const sources = /^packages\/[^/]+\/src\/.*\.ts$/;
const tests = /\.test(-d)?\.ts$|\/testing\//;
const isSource = (file) => sources.test(file) && !tests.test(file);
const isCode = (file) => /\.(ts|js|cjs|mjs)$/.test(file);
const isCore = (file) => isSource(file) && file.startsWith("packages/core/");

/**
 * Rules that no linter knows. `pattern` is what must not be there; the message names the right way.
 * @type {readonly { name: string, message: string, applies: (file: string) => boolean, pattern: RegExp }[]}
 */
const rules = [
  {
    name: "one-error",
    message: "throw a NomadxError, or return a Diagnostic",
    // The builder makes an error for its stack: where job() was called.
    applies: (file) => isSource(file) && file !== "packages/core/src/jobspec/builder.ts",
    pattern: /\bnew (Type|Range|Syntax)?Error\(/,
  },
  {
    name: "no-export-star",
    message: "name what is exported: the list is the public interface",
    applies: isSource,
    pattern: /^export \*/m,
  },
  {
    name: "no-module-state",
    message: "state belongs into an object that somebody holds",
    applies: isSource,
    pattern: /^(export )?let /m,
  },
  {
    name: "no-silent-catch",
    message: "say in the block why nothing needs to be done",
    applies: (file) => isCode(file) && file !== "scripts/check/house-rules.js",
    pattern: /catch\s*(\([^)]*\)\s*)?\{\s*\}/,
  },
  {
    name: "typescript-imports",
    message: "relative imports end in .ts, or in .mjs where the build runs the module, too",
    applies: (file) => sources.test(file),
    pattern: /\bfrom "\.\.?\/[^"]*(?<!\.(ts|mjs|json))"/,
  },
  {
    name: "documented-exports",
    message: "every export of the library has a doc comment that says more than its name",
    applies: isCore,
    pattern:
      /(?<!\*\/\n|^\/\/.*\n|^(export function |\)).*;\n)^export (declare )?(abstract )?(async )?(function|const|class|interface|type) \w/m,
  },
  {
    name: "comments-name-things",
    message: "a comment opens with a noun or a verb, not with What: `The deadline of …`, `Returns …`",
    applies: isCode,
    pattern: /^\s*(\/\/|\/?\*+) What\s(?!.*\?)/m,
  },
  {
    name: "private-names",
    message: "a private member is `#name`, which holds at run time, too",
    applies: isCode,
    pattern: /^\s+(static )?private (?!constructor\b)\w/m,
  },
  {
    name: "reason-for-disabling",
    message: "a rule is switched off with its reason: `// oxlint-disable-next-line rule -- reason`",
    applies: (file) => isCode(file) && file !== "scripts/check/house-rules.js",
    pattern: /(oxlint|eslint)-disable(?!.* -- \S)|@ts-(ignore|nocheck)|@ts-expect-error(?! \S)/,
  },
  {
    name: "all-tests-run",
    message: "a test that does not run is deleted, or skipped for a condition with skipIf",
    applies: (file) => tests.test(file),
    pattern: /\b(it|test|describe)\.(only|skip|todo|fails)\(/,
  },
  {
    name: "no-registry",
    message: "which registry packages come from is the business of the machine",
    applies: (file) => file !== "pnpm-lock.yaml",
    pattern: /\bregistry\.[a-z]+\.(com|org)\b/,
  },
  {
    name: "no-machine-path",
    message: "this path exists on one machine only",
    applies: () => true,
    pattern: machinePaths(root),
  },
];

/** The checkout itself, and the folder it is in unless that is one which every machine has. */
function machinePaths(folder) {
  const parent = path.dirname(folder.replace(/\/$/, ""));
  const common = ["/", "/home", "/mnt", "/opt", "/root", "/srv", "/tmp", "/usr", "/var", "/var/tmp"];
  const paths = [folder, ...(common.includes(parent) ? [] : [`${parent}/`])];
  return new RegExp(
    `(?<![\\w.-])(${paths.map((each) => each.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`,
  );
}

/** Checks every text file of the workspace; one case a rule. */
export async function checkHouseRules() {
  const files = [];
  for await (const file of walk("")) files.push([file, await readFile(path.join(root, file), "utf8")]);
  return [
    ...rules.map(({ name, message, applies, pattern }) => ({
      name: `${name} (${message})`,
      complaints: files
        .filter(([file]) => applies(file))
        .flatMap(([file, text]) => {
          const found = [...text.matchAll(new RegExp(pattern, `${pattern.flags}g`))];
          return found.map(({ index }) => {
            const line = text.slice(0, index).split("\n").length;
            return `  ${file}:${line}: ${text.split("\n")[line - 1].trim()}`;
          });
        }),
    })),
    {
      name: "file-names (kebab-case, after the main export)",
      complaints: files
        .map(([file]) => file)
        .filter((file) => sources.test(file))
        .filter((file) => !/^_?[a-z0-9]+(-[a-z0-9]+)*(\.(test|test-d|d))?\.ts$/.test(path.basename(file))),
    },
  ];
}

/** The text files of the workspace that somebody wrote. */
async function* walk(folder) {
  const passedOver = new Set(["node_modules", "dist", "coverage", ".git", ".cache", ".nomadx"]);
  for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
    const file = path.posix.join(folder, entry.name);
    if (passedOver.has(entry.name) || file === "fixtures") continue;
    if (entry.isDirectory()) yield* walk(file);
    else if (entry.isFile() && !/\.(png|ico|gz|lock|tsbuildinfo)$/.test(entry.name)) yield file;
  }
}
