import { describe, expect, test } from "vitest";

import article from "../../../../../jobs/fabio.ts";
import { readSpec } from "../../jobspec/read-spec.ts";
import { writeHcl } from "../../jobspec/hcl/write-hcl.ts";
import { lintRoutes } from "../lints/lint-routes.ts";
import { fabioJob } from "./fabio-job.ts";
import type { FabioJobOptions } from "./generator/job-options.ts";

const canary = "${node.unique.id}.fabio-canary";

function group(options: FabioJobOptions) {
  return fabioJob(options).job.fabio.group?.["fabio"];
}

function task(options: FabioJobOptions) {
  const found = group(options);
  return Array.isArray(found) ? undefined : found?.task?.["fabio"];
}

function args(options: FabioJobOptions): unknown {
  const found = task(options);
  return found !== undefined && "config" in found ? found.config?.["args"] : undefined;
}

describe("beside the job that people write by hand", () => {
  const theirs = article.job.fabio;
  const ours = fabioJob({
    listeners: [":9999;proto=http", ":9997;proto=tcp", ":9996;proto=tcp+sni"],
    networks: "task",
  }).job.fabio;
  const [theirTask, ourTask] = [theirs.group.fabio.task.fabio, ours.group];

  test("everything else is the same", () => {
    expect({ ...ours, update: undefined, group: undefined }).toEqual({ ...theirs, group: undefined });
    expect(ourTask).toMatchObject({
      fabio: {
        task: {
          fabio: {
            driver: theirTask.driver,
            config: { ...theirTask.config, args: expect.any(Array) },
            // The port of the admin API is there without being asked for, too.
            resources: theirTask.resources,
          },
        },
      },
    });
  });

  test("the flags are these", () => {
    expect(theirTask.config.args).toEqual([
      "-proxy.addr=:9999;proto=http,:9997;proto=tcp,:9996;proto=tcp+sni",
      "-log.level=TRACE",
      "-log.access.target=stdout",
    ]);
    expect(args({ listeners: [":9999;proto=http", ":9997;proto=tcp", ":9996;proto=tcp+sni"] })).toEqual([
      // Open requests are finished, and nobody is sent here any more while they are.
      "-proxy.shutdownwait=10s",
      "-proxy.deregistergraceperiod=2s",
      "-proxy.addr=:9999;proto=http,:9997;proto=tcp,:9996;proto=tcp+sni",
      "-log.access.target=stdout",
      // Everybody may read the admin API; nobody may write routes with it.
      "-ui.access=ro",
      // No TRACE: that is a line or more for each request.
    ]);
  });

  test("these are the improvements in the job", () => {
    expect(ours).toMatchObject({
      // Node after node, as long as Fabio works on those before.
      update: { max_parallel: 1, health_check: "checks" },
      group: {
        fabio: {
          // Fabio ends when Consul is away; Nomad must not give it up for that.
          restart: { attempts: 3, interval: "5m", delay: "15s", mode: "delay" },
          task: {
            fabio: {
              // 10s and 2s from above, and 5s.
              kill_timeout: "17s",
              // Consul no longer names this instance when it stops.
              shutdown_delay: "2s",
              service: [
                {
                  name: "fabio-canary",
                  port: "ui",
                  tags: [`urlprefix-${canary}/health`],
                  check: {
                    name: "process runs",
                    type: "http",
                    path: "/health",
                    interval: "10s",
                    timeout: "2s",
                  },
                },
                {
                  name: "fabio-proxy",
                  port: "http",
                  check: {
                    name: "route through Fabio",
                    type: "http",
                    path: "/health",
                    header: { Host: [canary] },
                    interval: "10s",
                    timeout: "2s",
                  },
                },
              ],
            },
          },
        },
      },
    });
  });
});

test.each(["group", "task"] as const)(
  "ports of the network in the %s are static, one for each listener",
  (networks) => {
    const listeners = [
      ":80",
      ":81",
      "127.0.0.1:81;proto=tcp",
      ":5432;proto=tcp",
      ":5433;proto=tcp",
      ":9090;proto=prometheus",
    ];
    const port = {
      http: { static: 80 },
      http_81: { static: 81 },
      tcp: { static: 5432 },
      tcp_5433: { static: 5433 },
      metrics: { static: 9090 },
      ui: { static: 1234 },
    };
    // Two addresses of one port are a fault of Fabio's, but for loopback and another one.
    const options = { listeners: listeners.filter((one) => !one.startsWith("127")), ui: ":1234", networks };
    expect(networks === "group" ? group(options) : task(options)).toMatchObject(
      networks === "group"
        ? { network: { mode: "host", port } }
        : { resources: { network: { mbits: 20, port } } },
    );
  },
);

test.each<[string, FabioJobOptions, readonly string[]]>([
  ["an HTTP listener", {}, ["fabio-canary http", "fabio-proxy http"]],
  ["TCP only", { listeners: [":1;proto=tcp"] }, ["fabio-proxy tcp"]],
  ["an admin API on loopback", { ui: "127.0.0.1:9998" }, ["fabio-proxy tcp"]],
  ["a listener on loopback", { listeners: ["127.0.0.1:1", ":2;proto=tcp"] }, ["fabio-proxy tcp"]],
  ["no check wanted", { health: "none" }, []],
  ["dynamic ports only", { listeners: ["0.0.0.0:0;proto=tcp-dynamic;refresh=5s"] }, []],
])("services with %s", (_, options, expected) => {
  const found = group(options);
  const services = Array.isArray(found) ? [] : [found?.service ?? []].flat();
  expect(services.map(({ name, check }) => `${name} ${[check].flat()[0]?.type}`)).toEqual(expected);
});

test.each<[string, FabioJobOptions, readonly string[]]>([
  [
    "old",
    { version: "1.6.0" },
    ["-proxy.shutdownwait=10s", "-proxy.addr=:9999;proto=http", "-log.access.target=stdout", "-ui.access=ro"],
  ],
])("flags of an %s release are those that it knows", (_, options, expected) => {
  expect(args(options)).toEqual(expected);
});

test("the cache of host patterns has room for the hosts", () => {
  expect(args({ hosts: 1000 })).toContain("-glob.cache.size=2000");
  expect(args({ hosts: 999 })).not.toContainEqual(expect.stringMatching("glob.cache"));
});

test("truth values are written with an equals sign", () => {
  expect(args({ flags: { "glob.matching.disabled": true } })).toContain("-glob.matching.disabled=true");
});

test.each<[FabioJobOptions, string]>([
  [{ listeners: [":1;strict=true"] }, `there is no option "strict"`],
  [{ listeners: [":1", ":1;proto=tcp"] }, "address already in use"],
  [{ listeners: [":9998"] }, "address already in use"],
  [{ listeners: [":443;proto=https"] }, "requires cert source"],
  [{ listeners: ["0.0.0.0:0;proto=tcp-dynamic"] }, "refresh is missing"],
  [{ listeners: [":x"] }, "no port number"],
  [{ version: "1.7.0", flags: { "ui.path": "/x" } }, "not defined: -ui.path"],
  [{ flags: { "proxy.dialtimeout": "5" } }, "parse error"],
])("%j is refused: %s", (options, text) => {
  expect(() => fabioJob(options)).toThrow(text);
});

test.each<[string, FabioJobOptions]>([
  ["HTTP", {}],
  ["in the task", { networks: "task" }],
  ["on port 80", { listeners: [":80"] }],
  ["with TLS", { listeners: [":443;cs=a"], flags: { "proxy.cs": "cs=a;type=file;cert=a.pem;key=a.key" } }],
])("the lints find nothing wrong with it: %s", (_, options) => {
  const { job } = readSpec("fabio", fabioJob(options).job.fabio);
  expect(lintRoutes({ jobs: [job] }).findings).toEqual([]);
});

test("before Nomad 0.10.4 ports are reserved in the task", () => {
  expect(group({ nomadVersion: "0.9.7" })).not.toHaveProperty("network");
  expect(task({ nomadVersion: "0.9.7" })).toHaveProperty("resources.network.port.http");
});

test("without Consul there are no tags, and no route to check", () => {
  expect(JSON.stringify(group({ flags: { "registry.backend": "static" } }))).not.toContain("fabio-canary");
});

test("before Nomad 1.11 an update waits between nodes", () => {
  expect(fabioJob({ nomadVersion: "1.10.5" }).job.fabio.update).toEqual({ max_parallel: 1, stagger: "30s" });
});

test("Nomad's readers find nothing wrong with it", () => {
  for (const networks of ["group", "task"] as const) {
    const { job, diagnostics } = readSpec("fabio", fabioJob({ networks }).job.fabio);
    expect(diagnostics).toEqual([]);
    expect(writeHcl(job).diagnostics).toEqual([]);
  }
});
