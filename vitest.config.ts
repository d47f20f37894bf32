import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const buildFirst = "scripts/vitest/build-first.js";
/** For slow machines that have other work, too: no test waits that long for anything. */
const testTimeout = 120_000;
/** Suites that take long and are the same on every Node are left out by the second lane: pages, and round trips. */
const isSecondLane = process.env["NOMADX_SECOND_LANE"] === "yes";

export default defineConfig({
  test: {
    // By itself Vitest leaves one processor free: of two, half.
    maxWorkers: "100%",
    projects: [
      {
        // The library, from its sources: no build is needed.
        resolve: { conditions: ["nomadx-source"] },
        ssr: { resolve: { conditions: ["nomadx-source"] } },
        test: {
          name: "core",
          testTimeout,
          hookTimeout: testTimeout,
          // No module of the library keeps anything, so each is loaded once for all files: a third less work.
          isolate: false,
          include: ["packages/core/src/**/*.test.ts"],
          exclude: isSecondLane ? ["packages/core/src/jobspec/hcl/{referee,round-trip}.test.ts"] : [],
        },
      },
      {
        // Without that condition: it would reach the `import()` of job files too, which Node does itself.
        test: {
          name: "cli",
          testTimeout,
          hookTimeout: testTimeout,
          include: ["packages/cli/src/**/*.test.ts"],
          globalSetup: buildFirst,
          disableConsoleIntercept: true,
        },
      },
      {
        // Suites that take the workspace as a whole: the built packages, the scripts, the documentation.
        test: {
          name: "workspace",
          testTimeout,
          hookTimeout: testTimeout,
          // They mostly wait for programs that they start; and projects with other numbers of workers run in turn.
          maxWorkers: 2 * availableParallelism(),
          sequence: { groupOrder: 1 },
          include: ["scripts/**/*.test.js", "test/**/*.test.ts"],
          exclude: ["test/e2e/**", ...(isSecondLane ? ["test/docs/**"] : [])],
          globalSetup: buildFirst,
        },
      },
    ],
  },
});
