import { job } from "@nomadx/core";

/** The parts in which the jobs that run the https backend differ. */
export interface HttpsBackend {
  /** Tag of the image. */
  readonly version: "v1.0.0" | "v1.0.1";
  /** The tag by which Fabio routes to the service. */
  readonly route: string;
  /** Number of instances. Default 2. */
  readonly count?: number;
}

/** A job that runs `httpsbackendservice`, which speaks TLS on port 7777, as a service of the job's own name. */
export function httpsBackend<const Name extends string>(
  name: Name,
  { version, route, count = 2 }: HttpsBackend,
) {
  return job(name, {
    datacenters: ["dc1"],
    type: "service",
    group: {
      httpsbackend: {
        count,
        task: {
          httpsbackend: {
            driver: "docker",
            config: {
              image: `bigwhite/httpsbackendservice:${version}`,
              port_map: { https: 7777 },
              logging: { type: "json-file" },
            },
            resources: { network: { mbits: 10, port: { https: {} } } },
            service: {
              name,
              port: "https",
              tags: [route],
              check: { name: "alive", type: "tcp", interval: "10s", timeout: "2s" },
            },
          },
        },
      },
    },
  });
}
