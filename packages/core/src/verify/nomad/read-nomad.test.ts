import { expect, onTestFinished, test } from "vitest";

import { createNomadClient } from "../../nomad/client.ts";
import { jobKey, readNomad } from "./read-nomad.ts";
import { expectedServicesOf } from "../expected-service.ts";
import { allocationId } from "../../dev/nomad/allocation-id.ts";
import { jobWith } from "../testing/job-with.ts";
import { runningJobs, type RunningJob } from "../../dev/nomad/contents.ts";
import { startNomadServer } from "../../dev/testing/servers.ts";

async function read(
  running: Readonly<Record<string, RunningJob>>,
  ...jobs: Parameters<typeof expectedServicesOf>[0]
) {
  const server = await startNomadServer(() => runningJobs(running));
  const client = createNomadClient({ address: server.address, addressSource: "env" });
  onTestFinished(() => client.close());
  const state = await readNomad(client, expectedServicesOf(jobs));
  return { state, urls: server.requests.map(({ url }) => decodeURIComponent(url.replaceAll("+", " "))) };
}

test("a job, its allocations with their resources, and what is blocked", async () => {
  const counts = { NodesEvaluated: 1, NodesFiltered: 0, NodesExhausted: 1, CoalescedFailures: 0 };
  const metrics = { ...counts, DimensionExhausted: { memory: 1 } };
  const blocked = { web: metrics };
  const { state, urls } = await read({ web: { allocations: [1, 2], blocked } }, jobWith("web"));
  const web = state.get(jobKey({ jobId: "web" }));
  expect(web?.allocations.map(({ id }) => id)).toEqual([allocationId(1), allocationId(2)]);
  expect(web?.job).toMatchObject({ ID: "web" });
  expect(Object.fromEntries(web?.blocked ?? [])).toEqual({
    web: 'Resources exhausted on 1 nodes; Dimension "memory" exhausted on 1 nodes',
  });
  expect(urls.toSorted()).toEqual([
    expect.stringMatching(/^\/v1\/allocations\?.*JobID == "web"/),
    "/v1/job/web",
    "/v1/job/web/evaluations",
  ]);
  expect(urls.join(" ")).toContain("resources=true");
});

test("a job that Nomad does not know is asked about once", async () => {
  const { state, urls } = await read({}, jobWith("web"));
  expect(state.get(jobKey({ jobId: "web" }))).toEqual({ id: "web", allocations: [], blocked: new Map() });
  expect(urls).toEqual(["/v1/job/web"]);
});

test("a job with several services is read once, jobs of the same ID in each namespace", async () => {
  const two = jobWith("web", { service: { Connect: { SidecarService: {} } } });
  const other = jobWith("web", { job: { Namespace: "shop" } });
  const { state, urls } = await read({}, two, other);
  expect([...state.keys()]).toEqual(['["","web"]', '["shop","web"]']);
  expect(urls.toSorted()).toEqual(["/v1/job/web", "/v1/job/web?namespace=shop"]);
});
