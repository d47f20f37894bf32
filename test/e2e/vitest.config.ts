import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    name: "e2e",
    include: ["test/e2e/*.test.ts"],
    globalSetup: ["scripts/vitest/build-first.js", "test/e2e/global-setup.ts"],
    // All files share one cluster of one node, and the jobs of several of them want the same ports.
    fileParallelism: false,
    testTimeout: 120_000,
    teardownTimeout: 60_000,
  },
});
