/* oxlint-disable vitest/no-standalone-expect -- tests call the functions in which they are */
import { expect } from "vitest";

import type { FabioStart, LintId, LintInput } from "../../packages/core/src/fabio/index.ts";
import type { ApiJob } from "../../packages/core/src/jobspec/index.ts";
import { HOST } from "../../scripts/e2e/addresses.js";
import { elsewhere, exchange } from "./connections.ts";
import { until } from "./lint-difference.ts";
import { cannotListen, ends, has, request, serves, untilOpen } from "./listener-answers.ts";
import type { ListenerCase, Side, TrialPlace } from "./listener-trials.ts";

const consulBackend = ({ lab }: TrialPlace): readonly string[] => [
  "-registry.backend=consul",
  `-registry.consul.addr=${lab.consul.address}`,
  "-registry.consul.register.enabled=false",
];

/** With a service that has a check that passes and one that does not, next to one that is well. */
function checksSide(required: string, sources: readonly string[]): Side {
  return {
    args: (place) => [
      ...consulBackend(place),
      `-registry.consul.tagprefix=${place.prefix}`,
      `-registry.consul.checksRequired=${required}`,
    ],
    prepare: async ({ prefix, lab: { consul }, backend }) => {
      const service = (name: string) => ({
        name: `${prefix}${name}`,
        tags: [`${prefix}${name}.test/`],
        port: backend,
      });
      await consul.register({ ...service("half"), checks: ["passing", "critical"] });
      await consul.register({ ...service("well"), checks: ["passing", "passing"] });
    },
    sees: async ({ fabio }) => {
      await fabio.ready();
      await until(async () => {
        const routes = await fabio.admin.routes();
        expect(routes.map(({ src }) => src)).toEqual(sources);
      });
    },
  };
}

/** With a service `NAME+web` whose route registers Fabio as `NAME+ALIAS`. */
function aliasSide(alias: string, ports: (place: TrialPlace) => readonly number[]): Side {
  return {
    args: ({ prefix, ui, lab }) => [
      "-registry.backend=consul",
      `-registry.consul.addr=${lab.consul.address}`,
      `-registry.consul.tagprefix=${prefix}`,
      `-registry.consul.register.addr=${HOST}:${ui}`,
    ],
    prepare: async ({ prefix, lab: { consul }, backend }) => {
      const tags = [`${prefix}web.test/ register=${prefix}${alias}`];
      await consul.register({ name: `${prefix}web`, tags, port: backend });
    },
    sees: async (place) => {
      const { lab, prefix } = place;
      await until(async () => {
        const { instances } = await lab.consul.state("");
        const ofAlias = instances.filter(({ ServiceName }) => ServiceName === `${prefix}${alias}`);
        expect(ofAlias.map(({ ServicePort }) => ServicePort).toSorted()).toEqual(ports(place).toSorted());
      });
    },
    input: async ({ lab: { consul } }, start) => ({ start, consul: await consul.state("fabio/config") }),
  };
}

/** A request to the admin API at another address of this machine. */
async function askAdmin(ui: number, path: string, body?: unknown): Promise<string> {
  const url = `http://${elsewhere}:${ui}${path}`;
  const init = body === undefined ? {} : { method: "PUT", body: JSON.stringify(body) };
  return untilOpen(async () => {
    try {
      const response = await fetch(url, init);
      return `${response.status} ${await response.text()}`;
    } catch {
      return "refused";
    }
  });
}

type Service = NonNullable<NonNullable<ApiJob["TaskGroups"]>[number]["Services"]>[number];

/** A job that runs Fabio with these settings. */
function jobOf(start: FabioStart, ports: readonly number[], checks: Service["Checks"]): LintInput {
  return {
    jobs: [
      {
        ID: "fabio",
        Name: "fabio",
        TaskGroups: [
          {
            Name: "fabio",
            Networks: [{ ReservedPorts: ports.map((Value) => ({ Label: `p${Value}`, Value })) }],
            Services: [
              { Name: "fabio", PortLabel: `p${ports[0]}`, ...(checks !== undefined && { Checks: checks }) },
            ],
            Tasks: [
              { Name: "fabio", Driver: "docker", Config: { image: "fabiolb/fabio:1.7.3", args: start.args } },
            ],
          },
        ],
      },
    ],
  };
}

const httpCheck = { Type: "http", Path: "/health", Interval: 10_000_000_000, Timeout: 2_000_000_000 };
const tcpCheck = { Type: "tcp", Interval: 10_000_000_000, Timeout: 2_000_000_000 };

/** A job with these checks: the HTTP one is of the admin port, the TCP one of `proxy`. */
function withChecks(...checks: NonNullable<Service["Checks"]>): NonNullable<Side["input"]> {
  return ({ proxy }, start) => jobOf(start, [proxy], checks);
}

/** `/health` is fine; a connection to `proxy` is not, and that is what a TCP check would try. */
const isWellWithoutPort: Side["sees"] = async ({ fabio, proxy }) => {
  await fabio.ready();
  expect(await exchange(proxy, request("any.test"))).toBe("refused");
};

/** The same for how Fabio is started. */
export const startCases = {
  "flag-bool-space": {
    bad: [
      {
        args: () => ["-glob.matching.disabled", "true", "-ui.access=ro"],
        sees: has({ GlobMatchingDisabled: true, UI: { Access: "rw" } }),
      },
    ],
    good: [
      {
        args: () => ["-glob.matching.disabled", "-ui.access=ro"],
        sees: has({ GlobMatchingDisabled: true, UI: { Access: "ro" } }),
      },
    ],
  },
  "flag-unknown": {
    bad: [
      {
        args: () => ["-bgp.certfile=x"],
        sees: ends(2, "flag provided but not defined: -bgp.certfile"),
      },
      {
        args: () => ["-tracing.TracingEnabled=true"],
        sees: ends(2, "flag provided but not defined: -tracing.TracingEnabled"),
      },
    ],
    good: [{ args: () => ["-ui.path=/fabio"], sees: serves }],
  },
  "prop-unknown": {
    bad: [
      { properties: "proxy.maxcon = 5", sees: has({ Proxy: { MaxConn: 10_000 } }) },
      { environ: { FABIO_PROXY_MAXCON: "5" }, sees: has({ Proxy: { MaxConn: 10_000 } }) },
    ],
    good: [
      { properties: "proxy.maxconn = 5", sees: has({ Proxy: { MaxConn: 5 } }) },
      { environ: { FABIO_PROXY_MAXCONN: "5" }, sees: has({ Proxy: { MaxConn: 5 } }) },
    ],
  },
  "value-unparsable": {
    bad: [
      { environ: { FABIO_PROXY_MAXCONN: "abc" }, sees: has({ Proxy: { MaxConn: 0 } }) },
      { properties: "proxy.flushinterval = abc", sees: has({ Proxy: { FlushInterval: 0 } }) },
      {
        environ: { FABIO_UI_ROUTINGTABLE_SOURCE_NEWTAB: "yes" },
        sees: has({ UI: { RoutingTable: { Source: { NewTab: false } } } }),
      },
    ],
    good: [
      { environ: { FABIO_PROXY_MAXCONN: "12" }, sees: has({ Proxy: { MaxConn: 12 } }) },
      { sees: has({ Proxy: { MaxConn: 10_000, FlushInterval: 1_000_000_000 } }) },
    ],
  },
  "env-collision": {
    bad: [
      { environ: { LOG_LEVEL: "ERROR" }, sees: has({ Log: { Level: "ERROR" } }) },
      { environ: { proxy_strategy: "rr" }, sees: has({ Proxy: { Strategy: "rr" } }) },
    ],
    good: [
      { environ: { FABIO_LOG_LEVEL: "ERROR" }, sees: has({ Log: { Level: "ERROR" } }) },
      { environ: { SHOP_LOG_LEVEL: "ERROR" }, sees: has({ Log: { Level: "INFO" } }) },
    ],
  },
  "stale-consistent": {
    bad: [
      {
        args: (place) => [...consulBackend(place), "-registry.consul.allowStale"],
        sees: ends(1, "registry.consul.allowStale and registry.consul.requireConsistent cannot both be true"),
      },
    ],
    good: [
      {
        args: (place) => [
          ...consulBackend(place),
          "-registry.consul.allowStale",
          "-registry.consul.requireConsistent=false",
        ],
        sees: has({ Registry: { Consul: { AllowStale: true } } }),
      },
    ],
  },
  "checks-required-typo": {
    bad: [checksSide("All", ["half.test/", "well.test/"])],
    good: [checksSide("all", ["well.test/"]), checksSide("one", ["half.test/", "well.test/"])],
  },
  "admin-exposed": {
    bad: [
      {
        args: (place) => [
          ...consulBackend(place),
          `-registry.consul.kvpath=/${place.prefix}`,
          `-ui.addr=:${place.ui}`,
        ],
        sees: async ({ fabio, ui }) => {
          await fabio.ready();
          const override = { value: "route add x x.test/ http://127.0.0.1:1/", version: "0" };
          expect(await askAdmin(ui, "/api/manual", override)).toBe("200 ");
          await until(async () => expect(await askAdmin(ui, "/api/routes")).toContain("x.test/"));
        },
      },
      {
        args: ({ ui }) => [`-ui.addr=:${ui}`, "-ui.access=ro", "-registry.consul.token=s3cret"],
        sees: async ({ fabio, ui }) => {
          await fabio.ready();
          expect(await askAdmin(ui, "/api/config")).toContain('"Token":"s3cret"');
        },
      },
    ],
    good: [
      {
        args: ({ ui }) => [`-ui.addr=:${ui}`, "-ui.access=ro"],
        sees: async ({ fabio, ui }) => {
          await fabio.ready();
          expect(await askAdmin(ui, "/api/manual", { value: "", version: "0" })).toBe("403 Forbidden\n");
        },
      },
      {
        args: () => ["-registry.consul.token=s3cret"],
        sees: async (trial) => {
          await serves(trial);
          expect(await exchange(trial.ui, request("any.test"), elsewhere)).toBe("refused");
        },
      },
    ],
  },
  "register-alias-dup": {
    bad: [aliasSide("web", ({ backend, ui }) => [backend, ui])],
    good: [aliasSide("other", ({ ui }) => [ui])],
  },
  "health-only": {
    bad: [
      { args: () => ["-proxy.addr="], input: withChecks(httpCheck), sees: isWellWithoutPort },
      { routes: () => ["not a command"], input: withChecks(httpCheck), sees: isWellWithoutPort },
    ],
    good: [{ args: () => ["-proxy.addr="], input: withChecks(httpCheck, tcpCheck), sees: isWellWithoutPort }],
  },
} as const satisfies Partial<Record<LintId, ListenerCase>>;

/** The conditions that a Fabio cannot show, why not, and the nearest that it can. */
export const unseenCases = {
  "listen-two-addresses": {
    reason: "it takes either address at random; here both are the same place",
    bad: [{ args: ({ proxy }) => [`-proxy.addr=${HOST}:${proxy};addr=localhost:${proxy}`], sees: serves }],
    good: [{ sees: serves }],
  },
  "job-static-port": {
    reason:
      "which ports a job reserves is Nomad's affair; what Fabio does where another job got its port is seen",
    bad: [
      {
        args: ({ backend }) => [`-proxy.addr=${HOST}:${backend}`],
        input: ({ proxy }, start) => jobOf(start, [proxy], [tcpCheck]),
        sees: cannotListen("bind: address already in use"),
      },
    ],
    good: [{ input: ({ proxy, ui }, start) => jobOf(start, [proxy, ui], [tcpCheck]), sees: serves }],
  },
} as const satisfies Partial<Record<LintId, ListenerCase & { readonly reason: string }>>;
