import { expect, onTestFinished, test } from "vitest";

import { createNomadClient } from "../../nomad/client.ts";
import { startNomadServer } from "../testing/servers.ts";
import { allocationId } from "./allocation-id.ts";
import { runningJobs, type NomadContents } from "./contents.ts";

async function clientOf(contents: NomadContents, namespace?: string) {
  const { address } = await startNomadServer(() => contents);
  const client = createNomadClient({
    address,
    addressSource: "env",
    ...(namespace !== undefined && { namespace }),
  });
  onTestFinished(() => client.close());
  return client;
}

const running = runningJobs({
  web: { allocations: [1, 2] },
  db: {
    allocations: [3],
    blocked: { db: { NodesEvaluated: 1, NodesFiltered: 1, NodesExhausted: 0, CoalescedFailures: 0 } },
  },
});

test("jobs that run, with all that belongs to them", async () => {
  const nomad = await clientOf(running);
  expect((await nomad.jobs.read("web")).value).toMatchObject({ ID: "web", Status: "running" });
  expect((await nomad.jobs.allocations("web")).value.map(({ Name }) => Name)).toEqual([
    "web.web[1]",
    "web.web[2]",
  ]);
  expect((await nomad.jobs.evaluations("db")).value).toMatchObject([{ JobID: "db", Status: "blocked" }]);
  expect((await nomad.jobs.evaluations("web")).value).toEqual([]);
  expect((await nomad.allocations.read(allocationId(3))).value).toMatchObject({ JobID: "db" });
  expect((await nomad.services.read("web")).value.map(({ Address }) => Address)).toEqual([
    "10.0.0.1",
    "10.0.0.2",
  ]);
  expect((await nomad.services.list()).value).toMatchObject([
    { Namespace: "default", Services: [{ ServiceName: "web" }, { ServiceName: "db" }] },
  ]);
  expect((await nomad.jobs.summary("web")).value.Summary["web"]).toMatchObject({ Running: 2, Failed: 0 });
});

test("what is not there is not found, in Nomad's words", async () => {
  const nomad = await clientOf({});
  await expect(nomad.jobs.read("web")).rejects.toMatchObject({
    code: "not-found",
    message: expect.stringContaining("job not found"),
  });
  await expect(nomad.allocations.read(allocationId(1))).rejects.toMatchObject({ code: "not-found" });
  expect((await nomad.nodes.list()).value).toEqual([]);
});

test("namespaces are apart, and * is all of them; nodes are in none", async () => {
  const job = { ID: "web", Name: "web", Type: "service", Status: "running" };
  const contents = {
    jobs: [job, { ...job, Namespace: "team" }],
    nodes: [{ ID: "n", Name: "n1", Status: "ready" }],
  };
  const counts = await Promise.all(
    [undefined, "team", "*", "none"].map(async (namespace) => {
      const nomad = await clientOf(contents, namespace);
      return [(await nomad.jobs.list()).value.length, (await nomad.nodes.list()).value.length];
    }),
  );
  expect(counts).toEqual([
    [1, 1],
    [1, 1],
    [2, 1],
    [0, 1],
  ]);
});

test("a filter that it does not know is refused", async () => {
  const { address } = await startNomadServer(() => running);
  const filtered = async (filter: string) => {
    const response = await fetch(`${address}/v1/allocations?filter=${encodeURIComponent(filter)}`);
    const text = await response.text();
    return response.ok ? JSON.parse(text).length : text;
  };
  expect(await filtered('JobID == "web"')).toBe(2);
  expect(await filtered('JobID matches "w.*"')).toBe('the dev server cannot filter by JobID matches "w.*"');
});
