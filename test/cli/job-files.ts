/** A job of one task, as the API has it. */
export function jobJson(id: string, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    ID: id,
    Name: id,
    Type: "service",
    Datacenters: ["dc1"],
    TaskGroups: [
      {
        Name: "web",
        Count: 1,
        Tasks: [{ Name: "server", Driver: "mock_driver", Config: { run_for: "1h" } }],
      },
    ],
    ...more,
  });
}

/** A job in TypeScript that nothing is wrong with. */
export const goodJob = `import { job } from "@nomadx/core";

export default job("web", {
  group: { web: { task: { server: { driver: "mock_driver", config: { run_for: "1h" } } } } },
});
`;
