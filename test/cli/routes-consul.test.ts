import { expect, test } from "vitest";

import { startFabioServer } from "../../packages/core/src/dev/testing/servers.ts";
import type { InstanceParts } from "../../packages/core/src/dev/consul/contents.ts";
import { startConsul } from "../../packages/core/src/dev/testing/servers.ts";
import { directoryOf, nomadx } from "./nomadx.ts";

const web = { service: "web", status: "passing", tags: ["urlprefix-web.test/ strip=/x"] } as const;
const instances: readonly InstanceParts[] = [
  { ...web, id: "w1", address: "10.0.0.1:80" },
  { ...web, id: "w2", address: "10.0.0.2:80" },
  { ...web, id: "w3", address: "10.0.0.3:80", status: "critical" },
  { service: "db", id: "d1", address: "10.0.0.4:5432", status: "passing" },
];

test("routes --from consul: what is registered and passes, with the overrides", async () => {
  const keys = { "fabio/config": "route add extra extra.test/ http://10.9.9.9:80/" };
  const consul = await startConsul(() => ({ instances, keys }));
  const { code, stdout } = await nomadx(["routes", "--from", "consul", "--json"], {
    env: { CONSUL_HTTP_ADDR: consul.address },
  });
  expect(JSON.parse(stdout)).toMatchObject({
    from: { kind: "consul", address: consul.address },
    routes: [
      {
        host: "web.test",
        path: "/",
        targets: [{ dst: "http://10.0.0.2:80/" }, { dst: "http://10.0.0.1:80/" }],
      },
      { host: "extra.test", targets: [{ service: "extra" }] },
    ].toSorted((a, b) => (a.host < b.host ? 1 : -1)),
  });
  expect(code).toBe(0);
  // The one service with a route tag, and not the other.
  expect(consul.requests.map(({ url }) => url).toSorted()).toEqual([
    "/v1/catalog/service/web",
    "/v1/catalog/services",
    "/v1/health/state/any",
    "/v1/kv/fabio%2Fconfig?recurse=true",
  ]);
});

test("a tag that freezes the table is named with its instance: exit 3", async () => {
  const bad = { ...web, id: "w4", address: "10.0.0.5:80", tags: ["urlprefix-web.test/ weight=50%"] };
  const consul = await startConsul(() => ({ instances: [...instances, bad] }));
  const { code, stderr } = await nomadx(["routes", "--from", "consul", "--consul-address", consul.address]);
  expect(stderr).toContain('service web (w4 on n1), tag "urlprefix-web.test/ weight=50%": syntax error');
  expect(code).toBe(3);
});

test("lint --consul looks at the checks and the overrides, too", async () => {
  const keys = { "fabio/config": "route wieght web web.test/ weight 1" };
  const consul = await startConsul(() => ({ instances, keys }));
  const { stdout } = await nomadx(["routes", "lint", "--consul", "--json"], {
    env: { CONSUL_HTTP_ADDR: consul.address },
  });
  const { findings, skipped } = JSON.parse(stdout) as Record<string, { id: string; reason: string }[]>;
  expect(findings?.map(({ id }) => id)).toContain("kv-syntax");
  expect(skipped?.map(({ reason }) => reason)).not.toContain("needs the manual overrides in Consul");
  expect(skipped?.map(({ reason }) => reason)).not.toContain("needs the checks in Consul");
});

test("an override of a key that has a value already is foretold from Consul's state", async () => {
  const keys = { "fabio/config": "route del web" };
  const consul = await startConsul(() => ({ instances, keys }));
  const fabio = await startFabioServer(() => ({
    lines: [],
    config: { Registry: { Consul: { KVPath: "/fabio/config", TagPrefix: "urlprefix-" } } },
    overrides: { "": keys["fabio/config"] },
  }));
  const args = ["routes", "override", "set", "-", "--dry-run", "--fabio", fabio.address];
  const stdin = "route weight web web.test/ weight 0.5";
  const known = await nomadx(args, { stdin, env: { CONSUL_HTTP_ADDR: consul.address } });
  expect(known.stdout).toMatch(/^The table would become:\n\nROUTE .*\nweb\.test\/ +web +2 http /);
  expect(fabio.requests.map(({ method }) => method)).not.toContain("PUT");
});

test("a Consul that is named and does not answer is an error, and the token is in no output", async () => {
  const { code, stdout, stderr } = await nomadx(["routes", "--from", "consul"], {
    env: { CONSUL_HTTP_ADDR: "127.0.0.1:1", CONSUL_HTTP_TOKEN: "consul-t0ken" },
  });
  expect(stderr).toContain("error: No Consul agent answers at http://127.0.0.1:1 (ECONNREFUSED)");
  expect(stdout + stderr).not.toContain("consul-t0ken");
  expect(code).toBe(1);
});

const job = JSON.stringify({
  ID: "web",
  Name: "web",
  Datacenters: ["dc1"],
  TaskGroups: [
    {
      Name: "web",
      Count: 2,
      Networks: [{ DynamicPorts: [{ Label: "http" }] }],
      Services: [
        {
          ...{ Name: "web", PortLabel: "http", Tags: web.tags },
          Checks: [{ Type: "tcp", Interval: 10_000_000_000, Timeout: 2_000_000_000 }],
        },
      ],
      Tasks: [{ Name: "server", Driver: "mock_driver", Config: { run_for: "1h" } }],
    },
  ],
});

/** A Fabio with these targets for the one route of the job. */
async function startFabio(targets: readonly string[]): Promise<string> {
  const lines = targets.map((dst) => `route add web web.test/ ${dst} opts "strip=/x"`);
  const { address } = await startFabioServer(() => ({ lines }));
  return address;
}

const poison = { ...web, id: "w9", address: "10.0.0.9:80", tags: ["urlprefix-"] };

test.each([
  {
    what: "is what Consul leads to",
    held: instances,
    targets: ["http://10.0.0.2:80/", "http://10.0.0.1:80/"],
    found: [],
    code: 0,
  },
  {
    what: "has a target that is gone",
    held: instances,
    targets: ["http://10.0.0.7:80/", "http://10.0.0.1:80/"],
    found: ["stale-table"],
    code: 7,
  },
  {
    what: "cannot be updated",
    held: [...instances, poison],
    targets: ["http://10.0.0.2:80/", "http://10.0.0.1:80/"],
    found: ["poisoned-table"],
    code: 7,
  },
])("routes verify against a table that $what: exit $code", async ({ held, targets, found, code }) => {
  const consul = await startConsul(() => ({ instances: held }));
  const fabio = await startFabio(targets);
  const outcome = await nomadx(["routes", "verify", "web.json", "--fabio", fabio, "--json"], {
    dir: directoryOf({ "web.json": job }),
    env: { CONSUL_HTTP_ADDR: consul.address },
  });
  const { fabios } = JSON.parse(outcome.stdout) as {
    fabios: { mismatches: { id: string; message: string }[] }[];
  };
  expect(fabios[0]?.mismatches.map(({ id }) => id)).toEqual(found);
  if (found[0] === "poisoned-table") {
    expect(fabios[0]?.mismatches[0]?.message).toContain('service web (w9 on n1), tag "urlprefix-"');
  }
  expect(outcome.code).toBe(code);
});

test("routes verify --find consul asks the Fabios that have registered themselves", async () => {
  const fabio = await startFabio(["http://10.0.0.2:80/", "http://10.0.0.1:80/"]);
  const registered = { service: "fabio", id: "fabio-n1-9998", address: fabio.slice("http://".length) };
  const consul = await startConsul(() => ({
    instances: [...instances, { ...registered, status: "passing" }],
  }));
  const { code, stdout } = await nomadx(["routes", "verify", "web.json", "--find", "consul"], {
    dir: directoryOf({ "web.json": job }),
    env: { CONSUL_HTTP_ADDR: consul.address },
  });
  expect(stdout).toBe(`${fabio}: as expected, 1 route\n`);
  expect(code).toBe(0);
});
