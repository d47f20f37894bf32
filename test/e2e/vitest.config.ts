import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "e2e",
    root: import.meta.dirname,
    include: ["*.test.ts"],
    globalSetup: ["../../scripts/vitest/build-first.js", "./global-setup.ts"],
    // All files share one cluster of one node, and the jobs of several of them want the same ports.
    fileParallelism: false,
    testTimeout: 120_000,
    teardownTimeout: 60_000,
  },
});
