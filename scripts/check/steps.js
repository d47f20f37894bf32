import { checkBudgets } from "./budgets.js";
import { checkDependencies } from "./dependencies.js";
import { checkHouseRules } from "./house-rules.js";
import { otherNode } from "./other-node.js";
import { checkPackages } from "./packages.js";
import { runCommand } from "./run-command.js";
import { runVitest } from "./vitest.js";

/**
 * @typedef {{ passed: number, failed: number, skipped: number, output: string, files?: readonly TestFile[],
 *   failures?: readonly string[] }} Outcome
 * @typedef {import("./slowest-files.js").TestFile} TestFile
 * @typedef {{ name: string, run: () => Promise<Outcome>, after?: string }} Step `after`: the step of its stage that has to
 *   end first
 */

/**
 * A step of commands that each have to exit with 0; one case a command. All others are run at the same time, once the
 * first one has made what they need.
 * @param {string} name
 * @param {string} first
 * @param {readonly string[]} others
 * @returns {Step}
 */
function commandsStep(name, first, ...others) {
  const run = async (command) => ({ command, ...(await runCommand(command.split(" "))) });
  return {
    name,
    async run() {
      const results = [await run(first), ...(await Promise.all(others.map(run)))];
      const failed = results.filter(({ code }) => code !== 0);
      return {
        passed: results.length - failed.length,
        failed: failed.length,
        skipped: 0,
        output: failed.map(({ command, output }) => `$ ${command}\n${output}\n`).join(""),
      };
    },
  };
}

/**
 * A step of checks in this process; one case a check, which returns its complaints.
 * @param {string} name
 * @param {() => Promise<readonly { name: string, complaints: readonly string[] }[]>} check
 * @returns {Step}
 */
function checksStep(name, check) {
  return {
    name,
    async run() {
      const results = await check();
      const bad = results.filter(({ complaints }) => complaints.length > 0);
      return {
        passed: results.length - bad.length,
        failed: bad.length,
        skipped: 0,
        output: bad.flatMap(({ name: which, complaints }) => [`${which}:`, ...complaints]).join("\n"),
      };
    },
  };
}

/** Everything whose types are checked; a project that others need stands before them. */
const projects = [
  "packages/core",
  "packages/core/tsconfig.test.json",
  "packages/cli",
  "packages/cli/tsconfig.test.json",
  "jobs",
  "examples",
  "test/cli",
  "test/docs",
  "test/e2e",
];

const format = commandsStep("format", "prettier --check .");
const lint = commandsStep("lint", "oxlint --type-aware --report-unused-disable-directives");
const houseRules = checksStep("house-rules", checkHouseRules);
// One process for all of them: what it has read for one, it knows for the next, and tests see what they test as declared.
const types = commandsStep("types", `tsc -b ${projects.join(" ")}`);
// Only what is out of date: the tests of its stage run the built program, and would find it half written.
const build = commandsStep("build", "scripts/set-up");
const unused = commandsStep("unused", "knip");
const dependencies = checksStep("dependencies", checkDependencies);
const packages = checksStep("packages", checkPackages);
const budgets = checksStep("budgets", checkBudgets);
const testsUnit = { name: "tests-unit", run: () => runVitest(["--project=core", "--project=cli"]) };
const testsWorkspace = { name: "tests-workspace", run: () => runVitest(["--project=workspace"]) };
const testsOtherNode = {
  name: "tests-other-node",
  async run() {
    const { node, reason } = await otherNode();
    if (node === undefined) return { passed: 0, failed: 0, skipped: 1, output: reason };
    return runVitest([], { node, env: { NOMADX_SECOND_LANE: "yes" } });
  },
};
const testsE2e = { name: "tests-e2e", run: () => runVitest(["--config", "test/e2e/vitest.config.ts"]) };

/**
 * The steps of `pnpm check`, stage by stage: the steps of a stage run at the same time. The first stage is the first
 * verdict, and within three minutes on a machine of two processors.
 * @type {readonly (readonly Step[])[]}
 */
export const stages = [
  // The linter reads the declarations that the check of types writes.
  [format, houseRules, types, { ...lint, after: types.name }, testsUnit],
  [build, unused, dependencies, { ...packages, after: build.name }, budgets, testsWorkspace],
];

/**
 * The steps that only `./scripts/test` runs. The end-to-end suite mostly waits.
 * @type {readonly Step[]}
 */
export const slowStage = [testsOtherNode, testsE2e];
