import { expectTypeOf, test } from "vitest";

import { urlprefix } from "../fabio/tags/urlprefix.ts";
import { job } from "./builder.ts";
import type { JobSpec } from "./checked-spec.ts";
import { secret } from "./secret.ts";

test("a right spec compiles and keeps its name", () => {
  const file = job("web", {
    datacenters: ["dc1"],
    type: "service",
    group: {
      web: {
        count: 2,
        network: { mode: "bridge", port: { http: { to: 8080 }, admin: { static: 9000 } } },
        service: [
          { name: "web", port: "http", tags: [urlprefix("web.com/")] },
          {
            name: "admin",
            port: "admin",
            check: { type: "http", port: "http", path: "/", interval: "10s", timeout: "2s" },
          },
          { name: "connect", port: "9001", connect: { sidecar_service: {} } },
        ],
        task: {
          server: {
            driver: "docker",
            config: { image: "web:1", ports: ["http", "admin"] },
            env: { PORT: "${NOMAD_PORT_http}", DEBUG: true, PASSWORD: secret("x") },
            kill_timeout: "30s",
          },
        },
      },
    },
  });
  expectTypeOf(file.job).toHaveProperty("web");
});

test("a misspelt attribute is an error on itself, at every level", () => {
  job("web", {
    // @ts-expect-error 'datacentres' is not an attribute of job
    datacentres: ["dc1"],
    group: {
      web: {
        // @ts-expect-error 'cuont' is not an attribute of group
        cuont: 2,
        restart: {
          // @ts-expect-error 'attemts' is not an attribute of restart
          attemts: 1,
        },
        task: {
          server: {
            driver: "docker",
            config: {
              image: "web:1",
              // @ts-expect-error 'forcepull' is not an attribute of this driver's config
              forcepull: true,
            },
            template: [
              {
                destination: "local/a",
                data: "x",
                // @ts-expect-error 'chmod' is not an attribute of template
                chmod: "0600",
              },
            ],
          },
        },
      },
    },
  });
});

test("a port that no network declares is an error on itself", () => {
  job("web", {
    group: {
      web: {
        network: { port: { http: {}, admin: {} } },
        service: {
          name: "web",
          // @ts-expect-error "htpp" is not "http" or "admin"
          port: "htpp",
          check: {
            type: "tcp",
            // @ts-expect-error "amdin" is not "http" or "admin"
            port: "amdin",
            interval: "10s",
            timeout: "2s",
          },
        },
        task: {
          server: {
            driver: "docker",
            config: {
              image: "web:1",
              ports: [
                "http",
                // @ts-expect-error "metrics" is not "http" or "admin"
                "metrics",
              ],
            },
          },
        },
      },
      none: {
        service: {
          name: "none",
          // @ts-expect-error no port is declared in this group's network
          port: "http",
        },
        task: { server: { driver: "raw_exec", config: { command: "true" } } },
      },
    },
  });
});

test("a task's service may name the ports of the task's own network, and of the group's", () => {
  job("web", {
    group: {
      web: {
        network: { port: { group: {} } },
        task: {
          server: {
            driver: "docker",
            config: { image: "web:1", port_map: { http: 8080 } },
            resources: { network: { mbits: 10, port: { http: {} } } },
            service: [
              { name: "a", port: "http" },
              { name: "b", port: "group" },
              {
                name: "c",
                // @ts-expect-error "other" is not "http" or "group"
                port: "other",
              },
            ],
          },
          sibling: {
            driver: "docker",
            config: { image: "web:1" },
            service: {
              name: "d",
              // @ts-expect-error the other task's port is not this one's
              port: "http",
            },
          },
        },
      },
    },
  });
});

test("values that Nomad would refuse are errors", () => {
  job("web", {
    // @ts-expect-error not a job type
    type: "daemon",
    group: {
      web: {
        task: {
          server: {
            driver: "docker",
            config: { image: "web:1" },
            // @ts-expect-error a bare number is nanoseconds to Nomad
            kill_timeout: 30,
          },
        },
      },
    },
  });
  job("web", {
    group: {
      web: {
        task: {
          // @ts-expect-error a task has a driver
          server: { config: { image: "web:1" } },
        },
      },
    },
  });
});

test("a driver that is not known takes anything as its config", () => {
  job("web", {
    group: { web: { task: { vm: { driver: "firecracker", config: { kernel: "x", disks: [{ a: 1 }] } } } } },
  });
});

test("values of which only the type is known pass", () => {
  const port: string = "http";
  const count: number = 2;
  const tags: string[] = ["a"];
  job("web", {
    group: {
      web: {
        count,
        network: { port: { http: {} } },
        service: { name: "web", port, tags },
        task: { server: { driver: "docker", config: { image: "web:1" } } },
      },
    },
  });
});

test("parts may come from functions and spreads", () => {
  const backend = (version: string) => ({ driver: "docker" as const, config: { image: `web:${version}` } });
  const group = { restart: { attempts: 1, mode: "delay" } } as const;
  const optional = Math.random() > 0.5 ? { count: 3 } : {};
  job("web", {
    group: { web: { ...group, ...optional, task: { server: { ...backend("1"), leader: true } } } },
  });
});

test("a spec may be named by its type", () => {
  const spec: JobSpec = {
    group: { web: { task: { server: { driver: "exec", config: { command: "true" } } } } },
  };
  job("web", spec);
});
