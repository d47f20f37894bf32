import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";

import { CONSUL_ADDRESS, FABIO_ADMIN_URL, HOST } from "../../scripts/e2e/addresses.js";
import { findPrograms } from "../../scripts/e2e/programs.js";
import { catalogInstances, oneInstance, putCatalog } from "./catalog-instances.ts";
import { clusterDocker } from "./cluster-docker.ts";
import { labConsul } from "./lab-consul.ts";
import { needs } from "./needs.ts";
import { nomadx } from "./nomadx.ts";
import { startPrivateConsul, type PrivateConsul } from "./private-consul.ts";
import { swallowDns } from "./swallow-dns.ts";
import { verify, verifyAt } from "./verification.ts";

const ids = [
  "fabio",
  "httpbackend",
  "httpsbackend",
  "httpsbackend-tcp",
  "httpsbackend-sni-1",
  "httpsbackend-sni-2",
  "expecting",
];
const expecting = "fixtures/e2e/jobs/expecting.ts";
const green = "nomad ok, consul ok, dns ok, fabio ok, probe ok";

/** Servers learn of a fault one after the other. */
const soon = { timeout: 30_000, interval: 250 };

const consul = labConsul(CONSUL_ADDRESS);

/** A text that begins so. */
function starting(text: string): unknown {
  return expect.stringMatching(new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)}`));
}

/** The message about a service one of whose two instances Fabio does not route to. */
function oneTarget(service: string, file: string, route: string): string {
  return `fabio/target-count ${file} ${service}: ${FABIO_ADMIN_URL}: ${service} has 1 target at ${route}, and should have 2`;
}

// Each test undoes its fault however it ends: with the fault left behind nothing after it could be right.
describe("a verification", () => {
  needs("nomad", "consul", "docker", "fabio");

  it("is green in all layers once the jobs run, and has seen every instance", async () => {
    const { code, stderr } = await nomadx("run", "jobs/*.ts", expecting);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { probes, ...verified } = await verify("jobs/", expecting, "--timeout", "60s");
    expect(verified).toEqual({
      code: 0,
      findings: [],
      services: Object.fromEntries(ids.filter((id) => id !== "fabio").map((id) => [id, green])),
    });
    const identified = probes.map((probe) => [probe.service, probe.identified] as const);
    expect(Object.fromEntries(identified)).toEqual({
      httpbackend: "by-answer",
      httpsbackend: "by-answer",
      // Nobody says what is spoken behind a TCP connection: only that it stays open is seen.
      "httpsbackend-tcp": "by-chance",
      "httpsbackend-sni-1": "by-chance",
      "httpsbackend-sni-2": "by-chance",
      expecting: "by-answer",
    });
    for (const { service, seen, unseen } of probes) {
      const addresses = (await catalogInstances(service)).map(({ address }) => address);
      expect(addresses).toHaveLength(2);
      expect({ seen: seen.toSorted(), unseen }).toEqual({ seen: addresses.toSorted(), unseen: [] });
    }
  });

  it("tells an answer that is not the one that the job expects", async () => {
    expect(await verify(expecting, "--var", "body=another text")).toMatchObject({
      code: 7,
      services: { expecting: "nomad ok, consul ok, dns ok, fabio ok, probe wrong" },
      findings: [
        expect.stringMatching(
          /^probe\/wrong-answer fixtures\/e2e\/jobs\/expecting\.ts expecting: http:\/\/expecting\.com:9999\/ through 127\.0\.0\.1:9998: The body does not contain "another text" \((\d+) of \1 requests, and 2 of 2 instances that were asked directly\)$/,
        ),
      ],
    });
  });

  it("tells an allocation that somebody has deregistered", async () => {
    const { id, allocation } = await oneInstance("httpsbackend-sni-1");
    const deregistered = async () => {
      // Again, too: Nomad registers it anew every half minute.
      await consul.deregister(id);
      return verify("jobs/httpsbackend-sni-1.ts", "--layers", "nomad,consul,dns,fabio");
    };
    await expect.poll(deregistered, soon).toMatchObject({
      code: 7,
      findings: [
        starting(
          `consul/not-registered jobs/shared/https-backend.ts httpsbackend-sni-1: allocation ${allocation.slice(0, 8)} (`,
        ),
        oneTarget("httpsbackend-sni-1", "jobs/httpsbackend-sni-1.ts", "mysite-sni-1.com/"),
      ],
    });
  });

  it("tells an instance that is registered twice, and not by Nomad", async () => {
    const { id, address, port } = await oneInstance("httpsbackend-tcp");
    await consul.register({
      name: "httpsbackend-tcp",
      id: "again",
      tags: ["urlprefix-:9997 proto=tcp"],
      port,
    });
    onTestFinished(() => consul.deregister("again"));
    const about = "jobs/shared/https-backend.ts httpsbackend-tcp:";
    expect(await verify("jobs/httpsbackend-tcp.ts", "--layers", "nomad,consul,dns")).toMatchObject({
      code: 7,
      findings: [
        expect.stringMatching(
          new RegExp(
            `^consul/registered-twice ${about} ${address} is registered 2 times, and gets as many shares of the traffic: ` +
              String.raw`(again on \S+ \(not by Nomad\), ${id} on \S+|${id} on \S+, again on \S+ \(not by Nomad\))$`,
          ),
        ),
      ],
    });
  });

  it("tells what is left of an allocation that does not exist any more", async () => {
    const gone = "_nomad-task-11111111-2222-3333-4444-555555555555-group-expecting-expecting-http";
    const node = { Node: "gone", Address: "127.0.0.9" };
    await putCatalog("register", {
      ...node,
      Service: { ID: gone, Service: "expecting", Address: "127.0.0.9", Port: 80, Tags: [] },
      Check: { CheckID: "alive", Status: "critical", ServiceID: gone },
    });
    onTestFinished(() => putCatalog("deregister", node));
    expect(await verify(expecting)).toMatchObject({
      code: 7,
      services: { expecting: "nomad ok, consul wrong, dns ok, fabio ok, probe ok" },
      findings: [
        `consul/orphaned ${expecting} expecting: allocation 11111111 at 127.0.0.9:80 is registered, and no such allocation runs`,
      ],
    });
    await putCatalog("deregister", node);
    expect(await verify(expecting)).toMatchObject({ code: 0 });
  });

  it.each([
    { tag: "urlprefix-poison.com/ weight=50%", complaint: "syntax error: weight value invalid" },
    { tag: "urlprefix-", complaint: "syntax error: 'route add' invalid" },
  ])("tells the service and the tag that keep Fabio from updating its table: $tag", async (poison) => {
    const { tag, complaint } = poison;
    await consul.register({ name: "poison", tags: [tag], port: 80 });
    onTestFinished(() => consul.deregister("poison"));
    const { code, services, findings } = await verify("jobs/httpbackend.ts", "--layers", "consul,fabio");
    expect({ code, services }).toEqual({
      code: 7,
      services: { httpbackend: "nomad none, consul ok, dns none, fabio wrong, probe none" },
    });
    expect(findings[0]?.replace(/\(poison on .*?\)/, "(poison on NODE)")).toBe(
      `fabio/poisoned-table ${FABIO_ADMIN_URL}: the table cannot be updated: ` +
        `service poison (poison on NODE), tag ${JSON.stringify(tag)}: ${complaint}`,
    );
  });

  it("tells another service that takes a part of a route's requests", async () => {
    const { port } = await oneInstance("expecting");
    await consul.register({ name: "intruder", tags: ["urlprefix-mysite.com:9999/"], port });
    onTestFinished(() => consul.deregister("intruder"));
    const about = "jobs/httpbackend.ts httpbackend:";
    await expect
      .poll(() => verify("jobs/httpbackend.ts"), soon)
      .toMatchObject({
        code: 7,
        services: { httpbackend: "nomad ok, consul ok, dns ok, fabio wrong, probe wrong" },
        findings: [
          starting(
            `fabio/other-service ${about} ${FABIO_ADMIN_URL}: intruder, which is not in the files, gets `,
          ),
          expect.stringMatching(
            /^probe\/wrong-backend jobs\/httpbackend\.ts httpbackend: http:\/\/mysite\.com:9999\/ through 127\.0\.0\.1:9998: [1-9]\d* of \d+ answers come from none of the instances$/,
          ),
        ],
      });
  });

  it("tells the check of an instance that hangs, and what it says", async () => {
    const docker = await clusterDocker();
    const { allocation, address } = await oneInstance("expecting");
    await docker.run("pause", `expecting-${allocation}`);
    try {
      await expect
        .poll(() => verify(expecting, "--layers", "nomad,consul,dns,fabio"), soon)
        .toMatchObject({
          code: 7,
          services: { expecting: "nomad ok, consul wrong, dns ok, fabio wrong, probe none" },
          findings: [
            starting(
              `consul/check-critical ${expecting} expecting: allocation ${allocation.slice(0, 8)} at ${address}: ` +
                `check "alive" is critical: Get "http://${address}/": context deadline exceeded`,
            ),
            oneTarget("expecting", expecting, "expecting.com:9999/"),
          ],
        });
    } finally {
      await docker.run("unpause", `expecting-${allocation}`);
    }
    await expect.poll(() => verify(expecting), soon).toMatchObject({ code: 0 });
  });

  it("tells the allocation whose container was killed, and how it ended", async () => {
    const docker = await clusterDocker();
    const { allocation } = await oneInstance("httpbackend");
    await docker.run("kill", `httpbackend-${allocation}`);
    // Nomad starts it again after 15 seconds.
    await expect
      .poll(() => verify("jobs/httpbackend.ts"), soon)
      .toMatchObject({
        code: 7,
        services: { httpbackend: "nomad wrong, consul ok, dns ok, fabio wrong, probe ok" },
        findings: [
          starting(
            "nomad/allocation-missing jobs/httpbackend.ts httpbackend: " +
              '1 of 2 allocations of group "httpbackend" of job "httpbackend" run: ' +
              `allocation ${allocation.slice(0, 8)}: Task "httpbackend": Exit Code: 137`,
          ),
          oneTarget("httpbackend", "jobs/httpbackend.ts", "mysite.com:9999/"),
        ],
      });
  });

  it("tells by requests alone an instance that hangs and whose check passes", async () => {
    const docker = await clusterDocker();
    const { allocation, address } = await oneInstance("httpsbackend");
    await docker.run("pause", `httpsbackend-${allocation}`);
    try {
      // Its check only connects, which docker's proxy is there for.
      const about = "jobs/shared/https-backend.ts httpsbackend:";
      expect(await verify("jobs/httpsbackend.ts")).toMatchObject({
        code: 7,
        services: { httpsbackend: "nomad ok, consul ok, dns ok, fabio ok, probe wrong" },
        findings: [
          expect.stringMatching(
            /^probe\/refused .* httpsbackend: http:\/\/mysite-https\.com:9999\/ through 127\.0\.0\.1:9998: No answer from 127\.0\.0\.1:9999 within 5000 ms \(\d+ of \d+ requests\)$/,
          ),
          `probe/instance-refused ${about} ${address}, asked directly: No TLS handshake with ${address} within 5000 ms`,
        ],
      });
    } finally {
      await docker.run("unpause", `httpsbackend-${allocation}`);
    }
  });

  it("is green again once all that is undone", async () => {
    expect(await verify("jobs/", expecting, "--timeout", "60s")).toMatchObject({ code: 0, findings: [] });
  });

  it("tells that no Fabio runs", async () => {
    expect(await nomadx("stop", "fabio")).toMatchObject({ code: 0 });
    const { code, services, findings } = await verify("jobs/");
    expect({ code, findings }).toEqual({
      code: 7,
      findings: [starting("fabio/no-fabio No Fabio was found: ")],
    });
    expect(services["httpbackend"]).toBe("nomad ok, consul ok, dns ok, fabio wrong, probe unknown");
  });

  it("tells the listeners that a Fabio does not have, and that the routes of the others are right", async () => {
    expect(await nomadx("run", "examples/fabio-default.ts")).toMatchObject({ code: 0 });
    await expect
      .poll(() => verify("jobs/httpbackend.ts", "jobs/httpsbackend.ts"), soon)
      .toMatchObject({ code: 0 });
    const { code, services, findings } = await verify("jobs/");
    const missing = (service: string, route: string) =>
      `fabio/listener-missing jobs/${service}.ts ${service}: ` +
      `${FABIO_ADMIN_URL} has no listener that serves ${route}, only :9999 (http)`;
    expect({ code, findings: findings.toSorted() }).toEqual({
      code: 7,
      findings: [
        missing("httpsbackend-sni-1", "mysite-sni-1.com/"),
        missing("httpsbackend-sni-2", "mysite-sni-2.com/"),
        missing("httpsbackend-tcp", ":9997"),
      ],
    });
    expect(services).toMatchObject({
      httpbackend: green,
      "httpsbackend-tcp": "nomad ok, consul ok, dns ok, fabio wrong, probe unknown",
    });
  });

  it("stop", async () => {
    expect(await nomadx("stop", ...ids, "--purge", "--yes")).toMatchObject({ code: 0 });
  });
});

describe("a verification of Consul and its DNS", () => {
  needs("consul");

  it("tells a part of 60 instances over UDP", async () => {
    const names = Array.from({ length: 60 }, (_, index) => `sixty-${index}`);
    await Promise.all(
      names.map((id, index) => consul.register({ name: "sixty", id, tags: [], port: 26_000 + index })),
    );
    const { code, findings } = await verify("fixtures/e2e/jobs/sixty.ts", "--layers", "consul,dns");
    expect({ code, findings }).toEqual({
      code: 0,
      findings: [
        "dns/dns-truncated fixtures/e2e/jobs/sixty.ts sixty: sixty.service.consul: " +
          "over UDP, DNS lists only some of the 60 instances, different ones each time",
      ],
    });
    await Promise.all(names.map((id) => consul.deregister(id)));
  });

  it("tells a DNS server that does not answer, and one that is not there", async () => {
    const { address, close } = await swallowDns();
    const ask = () =>
      verifyAt(
        ["--consul-address", CONSUL_ADDRESS, "--dns-server", address],
        "jobs/httpbackend.ts",
        "--layers",
        "dns",
      );
    const services = { httpbackend: "nomad none, consul none, dns unknown, fabio none, probe none" };
    expect(await ask()).toMatchObject({
      code: 7,
      services,
      findings: [
        `dns/unreachable ${address} over UDP did not answer SRV httpbackend.service.consul within 2000 ms, asked 3 times`,
      ],
    });
    close();
    expect(await ask()).toMatchObject({
      code: 7,
      services,
      findings: [starting(`dns/unreachable No DNS server answers at ${address} over UDP: `)],
    });
  });
});

const program = findPrograms().consul;

describe.skipIf(program === undefined)("a verification of a Consul that wants tokens", () => {
  const firstPort = 26_700;
  const tokens = {
    all: "11111111-1111-1111-1111-111111111111",
    keys: "22222222-2222-2222-2222-222222222222",
    services: "33333333-3333-3333-3333-333333333333",
    unknown: "44444444-4444-4444-4444-444444444444",
  };
  const started: PrivateConsul[] = [];

  beforeAll(async () => {
    const agent = await startPrivateConsul({
      consul: program?.path ?? "",
      firstPort,
      token: tokens.all,
      config: `acl { enabled = true  default_policy = "deny"  tokens { master = "${tokens.all}"  agent = "${tokens.all}" } }`,
    });
    started.push(agent);
    for (const Address of ["10.0.0.1", "10.0.0.2"]) {
      const Tags = ["urlprefix-mysite.com:9999/"];
      await agent.put("/v1/agent/service/register", {
        ID: Address,
        Name: "httpbackend",
        Address,
        Port: 80,
        Tags,
      });
    }
    const weak = [
      { Name: "keys", SecretID: tokens.keys, Rules: 'key_prefix "" { policy = "read" }' },
      { Name: "services", SecretID: tokens.services, Rules: 'service_prefix "" { policy = "read" }' },
    ];
    for (const { Name, SecretID, Rules } of weak) {
      await agent.put("/v1/acl/policy", { Name, Rules });
      await agent.put("/v1/acl/token", { SecretID, Policies: [{ Name }] });
    }
  });

  afterAll(async () => {
    for (const agent of started) await agent.stop();
  });

  const ask = (token: string | undefined, layers = "consul,dns") =>
    verifyAt(
      [
        ...["--consul-address", `${HOST}:${firstPort}`, "--dns-server", started[0]?.dns ?? ""],
        ...(token === undefined ? [] : ["--consul-token", token]),
      ],
      ...["jobs/httpbackend.ts", "--layers", layers],
    );

  it.each([
    { what: "no token", token: undefined },
    { what: "one for keys", token: tokens.keys },
    { what: "one for services, and not for nodes", token: tokens.services },
  ])("tells that it sees nothing, and not that nothing is registered: $what", async ({ token }) => {
    expect(await ask(token, "consul")).toMatchObject({
      code: 7,
      findings: [
        "consul/no-permission Consul shows no service or no node at all, not even its own: the token may not read services or nodes",
      ],
    });
  });

  it("tells a token that Consul does not know", async () => {
    expect(await ask(tokens.unknown, "consul")).toMatchObject({
      code: 7,
      services: { httpbackend: "nomad none, consul unknown, dns none, fabio none, probe none" },
      findings: [
        expect.stringMatching(
          // Whichever of two questions is answered first.
          /^consul\/no-permission Consul refused GET \/v1\/catalog\/(?:services|nodes): ACL not found$/,
        ),
      ],
    });
  });

  it("tells an agent whose own token may not read, for which DNS has no names", async () => {
    expect(await ask(tokens.all)).toMatchObject({
      code: 7,
      services: { httpbackend: "nomad none, consul ok, dns wrong, fabio none, probe none" },
      findings: [
        starting(
          "dns/dns-missing jobs/httpbackend.ts httpbackend: httpbackend.service.consul: DNS says that there is no such name, and Consul lists 10.0.0.",
        ),
      ],
    });
  });

  it("is green with a token that may read, in the request and in the agent", async () => {
    await started[0]?.put("/v1/agent/token/default", { Token: tokens.all });
    await expect.poll(() => ask(tokens.all), soon).toMatchObject({ code: 0, findings: [] });
  });

  it("takes what a token does not show for unknown, and not for gone, in DNS, too", async () => {
    const { code, findings } = await ask(tokens.keys);
    expect({ code, findings }).toEqual({ code: 7, findings: [starting("consul/no-permission ")] });
  });
});
