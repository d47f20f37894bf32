import { afterAll, describe, expect, it } from "vitest";

import { createConsulClient, instanceAddress } from "../../packages/core/src/consul/index.ts";
import { createNomadClient } from "../../packages/core/src/nomad/index.ts";
import { CONSUL_ADDRESS, HOST, NOMAD_URL, PORTS } from "../../scripts/e2e/addresses.js";
import { needs } from "./needs.ts";
import { nomadx } from "./nomadx.ts";

/** Consul learns of a change a moment after Nomad does. */
const soon = { timeout: 60_000, interval: 500 };
const dns = `${HOST}:${PORTS.consulDns}`;
const atConsul = ["--consul-address", CONSUL_ADDRESS];

const nomad = createNomadClient({ address: NOMAD_URL, addressSource: "env" });
const consul = createConsulClient({ address: `http://${CONSUL_ADDRESS}`, addressSource: "env" });

/** Where the allocations of the job have their port `http`, by Nomad. */
async function allocated(): Promise<readonly string[]> {
  const { value: stubs } = await nomad.jobs.allocations("httpbackend");
  const running = stubs.filter(({ ClientStatus }) => ClientStatus === "running");
  const allocations = await Promise.all(running.map(({ ID }) => nomad.allocations.read(ID)));
  return allocations
    .flatMap(({ value }) => value.AllocatedResources?.Tasks["httpbackend"]?.Networks ?? [])
    .flatMap(({ IP, DynamicPorts }) => DynamicPorts.map(({ Value }) => `${IP}:${Value}`))
    .toSorted();
}

async function servicesOf(name: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { stdout } = await nomadx("services", name, ...atConsul, "--json");
  const { instances = [] } = JSON.parse(stdout) as {
    readonly instances?: readonly Record<string, unknown>[];
  };
  return instances;
}

// Each test goes on from where the one before it left the cluster.
describe("what runs is found", () => {
  needs("nomad", "consul", "docker");

  afterAll(() => {
    nomad.close();
    consul.close();
  });

  it("after a job was run", async () => {
    expect(await nomadx("run", "jobs/httpbackend.ts")).toMatchObject({ code: 0 });
    const passing = async () => (await servicesOf("httpbackend")).map(({ status }) => status);
    await expect.poll(passing, soon).toEqual(["passing", "passing"]);
  });

  it("at the same two addresses by Nomad, by Consul's catalog and by its DNS", async () => {
    const places = await allocated();
    expect(places).toHaveLength(2);
    const { value: entries } = await consul.health.service("httpbackend", { passing: true });
    expect(entries.map(instanceAddress).toSorted()).toEqual(places);
    expect((await servicesOf("httpbackend")).map(({ address }) => address)).toEqual(places);
    const resolved = await nomadx("resolve", "httpbackend", "--type", "SRV", "--server", dns, "--json");
    const { answers } = JSON.parse(resolved.stdout) as {
      readonly answers: readonly { readonly port: number; readonly addresses: readonly string[] }[];
    };
    const found = answers.flatMap(({ port, addresses }) => addresses.map((address) => `${address}:${port}`));
    expect(found.toSorted()).toEqual(places);
    expect(resolved.code).toBe(0);
  });

  it("as two passing instances of two allocations, which nomadx status shows as running", async () => {
    const [services, status] = await Promise.all([
      nomadx("services", "httpbackend", ...atConsul),
      nomadx("status", "httpbackend"),
    ]);
    expect(services).toMatchObject({ code: 0, stderr: "" });
    const ids = [...services.stdout.matchAll(/ passing .* allocation ([0-9a-f]{8}) /g)].map(([, id]) => id);
    expect(ids).toHaveLength(2);
    for (const id of ids) expect(status.stdout).toMatch(new RegExp(`^${id} .*\\brunning\\b`, "m"));
    const all = await nomadx("services", ...atConsul);
    expect(all.stdout).toMatch(/^httpbackend +consul +2 +0 +0 +0$/m);
  });

  it("on nodes of which a leader of each kind is known", async () => {
    const { code, stdout, stderr } = await nomadx("nodes", ...atConsul, "--json");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [nomadLeader, consulLeader] = [`${HOST}:${PORTS.nomadRpc}`, `${HOST}:${PORTS.consulServer}`];
    expect(JSON.parse(stdout)).toMatchObject({
      nomad: {
        leaders: { global: nomadLeader },
        peers: [nomadLeader],
        servers: [{ address: nomadLeader, status: "alive", raft: "leader", version: "2.0.5" }],
        clients: [
          {
            status: "ready",
            eligibility: "eligible",
            drivers: expect.arrayContaining(["docker", "raw_exec"]),
          },
        ],
      },
      consul: {
        leader: consulLeader,
        peers: [consulLeader],
        members: [{ address: consulLeader, role: "server", status: "alive", raft: "leader" }],
      },
      problems: [],
    });
  });

  it("no more after the job was stopped", async () => {
    expect(await nomadx("stop", "httpbackend", "--purge", "--yes")).toMatchObject({ code: 0 });
    const outcome = async () => {
      const { code, stderr } = await nomadx("services", "httpbackend", ...atConsul);
      return { code, stderr: stderr.split("\n")[0] };
    };
    await expect.poll(outcome, soon).toEqual({
      code: 1,
      stderr: 'error: There is no service "httpbackend" in Consul and Nomad',
    });
  });
});
