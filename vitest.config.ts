import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { conditions: ["nomadx-source"] },
        ssr: { resolve: { conditions: ["nomadx-source"] } },
        test: {
          name: "core",
          include: ["packages/core/src/**/*.test.ts"],
          typecheck: {
            enabled: true,
            include: ["packages/core/src/**/*.test-d.ts"],
            tsconfig: "packages/core/tsconfig.test.json",
          },
        },
      },
      {
        test: { name: "cli", include: ["packages/cli/src/**/*.test.ts"], disableConsoleIntercept: true },
      },
    ],
  },
});
