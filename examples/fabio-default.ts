import { job } from "@nomadx/core";

/** Fabio as its own documentation runs it on Nomad: one HTTP listener. Takes the place of `fabio.ts`: same job ID. */
export default job("fabio", {
  datacenters: ["dc1"],
  type: "system",
  group: {
    fabio: {
      network: {
        port: {
          lb: { static: 9999 },
          ui: { static: 9998 },
        },
      },
      task: {
        fabio: {
          driver: "docker",
          config: {
            image: "fabiolb/fabio:1.7.3",
            network_mode: "host",
            ports: ["lb", "ui"],
          },
          resources: { cpu: 200, memory: 128 },
        },
      },
    },
  },
});
