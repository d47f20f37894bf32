import { job, type JobFile } from "../../jobspec/builder.ts";
import type { JobSpec } from "../../jobspec/checked-spec.ts";
import { DEFAULT_VERSION, since } from "../version.ts";
import type { FabioJobOptions } from "./generator/job-options.ts";
import { jobPorts } from "./generator/ports.ts";
import { healthServices } from "./generator/services.ts";
import { jobSettings, killTimeout } from "./generator/settings.ts";

/**
 * A system job that runs Fabio on every node, with the node's network and a static port for each listener.
 *
 * Beyond what has to be there: the admin API is read-only; Nomad waits longer than Fabio does when it stops; a check
 * goes through the proxy (see the option `health`), and a deployment goes from node to node only while it passes; and a
 * Consul that is away does not make Nomad give Fabio up. The Consul token belongs into the variable
 * `FABIO_REGISTRY_CONSUL_TOKEN` of the task.
 * @example export default fabioJob({ listeners: [":9999;proto=http", ":9997;proto=tcp"] });
 * @throws {NomadxError} `invalid` where Fabio would not start with this, or would silently ignore a part of it
 */
export function fabioJob(options: FabioJobOptions = {}): JobFile<"fabio"> {
  const {
    version = DEFAULT_VERSION,
    datacenters = ["dc1"],
    nomadVersion = "2.0.5",
    networks = since(nomadVersion, "0.10.4") ? "group" : "task",
  } = options;
  const { args, config } = jobSettings(options);
  const ports = jobPorts(config);
  const reserved = [...ports.proxy, ...(ports.ui === undefined ? [] : [ports.ui])];
  const port = Object.fromEntries(reserved.map((one) => [one.label, { static: one.port }]));
  const services = healthServices(ports, config, options.health);
  // Who found this instance in Consul gets two seconds to notice that it goes.
  const service = services.length === 0 ? {} : ({ shutdown_delay: "2s", service: services } as const);
  const inGroup = networks === "group";
  const spec: JobSpec = {
    datacenters,
    type: "system",
    // One node after the other. Before 1.11 system jobs have no deployments, and only time is between two nodes.
    update: since(nomadVersion, "1.11.0")
      ? { max_parallel: 1, health_check: services.length === 0 ? "task_states" : "checks" }
      : { max_parallel: 1, stagger: "30s" },
    group: {
      fabio: {
        ...(inGroup && { network: { mode: "host", port }, ...service }),
        // Fabio ends when Consul does not answer for ten seconds at its start. It must not stay away for that.
        restart: { attempts: 3, interval: "5m", delay: "15s", mode: "delay" },
        task: {
          fabio: {
            driver: "docker",
            config: {
              image: options.image ?? `fabiolb/fabio:${version}`,
              network_mode: "host",
              logging: { type: "json-file" },
              args,
            },
            kill_timeout: killTimeout(config),
            resources: { cpu: 200, memory: 128, ...(!inGroup && { network: { mbits: 20, port } }) },
            ...(!inGroup && service),
          },
        },
      },
    },
  };
  return job("fabio", spec);
}
