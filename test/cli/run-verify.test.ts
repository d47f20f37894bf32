import { expect, test } from "vitest";

import type { InstanceParts } from "../../packages/core/src/dev/consul/contents.ts";
import { startConsul } from "../../packages/core/src/dev/testing/servers.ts";
import { recordedFlow } from "../../packages/core/src/dev/testing/recorded-flow.ts";
import { startNomad } from "../../packages/core/src/dev/testing/scripted-nomad.ts";
import { directoryOf, linesOfJson, nomadx } from "./nomadx.ts";

const flow = recordedFlow("service-success");

/** The job of the recorded deployment, with a service of two instances. */
function jobFile(tags: readonly string[] = []): string {
  const Check = { Type: "tcp", Interval: 10_000_000_000, Timeout: 2_000_000_000 };
  return JSON.stringify({
    ...{ ID: flow.jobId, Name: flow.jobId, Datacenters: ["dc1"] },
    TaskGroups: [
      {
        ...{ Name: "web", Count: 2, Networks: [{ DynamicPorts: [{ Label: "http" }] }] },
        Services: [{ Name: "web", PortLabel: "http", Tags: tags, Checks: [Check] }],
        Tasks: [{ Name: "server", Driver: "mock_driver", Config: { run_for: "1h" } }],
      },
    ],
  });
}

const instances: readonly InstanceParts[] = [
  { service: "web", id: "w1", address: "10.0.0.1:80", status: "passing" },
  { service: "web", id: "w2", address: "10.0.0.2:80", status: "passing" },
];

const flags = ["--verify", "--layers", "consul", "--verify-timeout", "0s"];

test("a deployment that is healthy, and whose instances are all registered: exit 0", async () => {
  const [nomad, consul] = [
    await startNomad(flow.scripts, flow.contents),
    await startConsul(() => ({ instances })),
  ];
  const { code, stdout } = await nomadx(["run", "job.json", ...flags], {
    dir: directoryOf({ "job.json": jobFile() }),
    address: nomad.address,
    env: { CONSUL_HTTP_ADDR: consul.address },
  });
  expect(stdout).toContain("healthy (version 0): Deployment completed successfully");
  expect(stdout).toContain("Verified: 1 service.");
  expect(code).toBe(0);
});

test("one that is healthy, and misses an instance in Consul: exit 7, told as an event and in the summary", async () => {
  const nomad = await startNomad(flow.scripts, flow.contents);
  const consul = await startConsul(() => ({ instances: instances.slice(1) }));
  const { code, stdout } = await nomadx(["run", "job.json", ...flags, "--json"], {
    dir: directoryOf({ "job.json": jobFile() }),
    address: nomad.address,
    env: { CONSUL_HTTP_ADDR: consul.address },
  });
  const events = linesOfJson(stdout);
  expect(events.find(({ type }) => type === "finding")).toMatchObject({
    id: "consul/too-few",
    message: "web: 1 of 2 instances are registered",
    source: { file: "job.json", start: { line: 1, column: 181 } },
  });
  expect(events.at(-1)).toMatchObject({ type: "summary", verified: false });
  expect(code).toBe(7);
});

test.each([
  { what: "a layer that there is not", args: ["--verify", "--layers", "consull"], file: jobFile(), code: 64 },
  { what: "a wait that is none", args: ["--verify", "--verify-timeout", "soon"], file: jobFile(), code: 64 },
  { what: "--detach", args: ["--verify", "--detach"], file: jobFile(), code: 64 },
  { what: "a tag that freezes Fabio's table", args: flags, file: jobFile(["urlprefix-"]), code: 3 },
])("$what is refused before anything is submitted: exit $code", async ({ args, file, code }) => {
  const [nomad, consul] = [
    await startNomad(flow.scripts, flow.contents),
    await startConsul(() => ({ instances })),
  ];
  const outcome = await nomadx(["run", "job.json", ...args], {
    dir: directoryOf({ "job.json": file }),
    address: nomad.address,
    env: { CONSUL_HTTP_ADDR: consul.address },
  });
  expect(nomad.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  expect(outcome.code).toBe(code);
});
