import { job } from "@nomadx/core";

const listeners = [":9999;proto=http", ":9997;proto=tcp", ":9996;proto=tcp+sni"];

export default job("fabio", {
  datacenters: ["dc1"],
  type: "system",
  group: {
    fabio: {
      task: {
        fabio: {
          driver: "docker",
          config: {
            image: "fabiolb/fabio:1.7.3",
            network_mode: "host",
            logging: { type: "json-file" },
            args: [`-proxy.addr=${listeners.join(",")}`, "-log.level=TRACE", "-log.access.target=stdout"],
          },
          resources: {
            cpu: 200,
            memory: 128,
            network: {
              mbits: 20,
              port: {
                http: { static: 9999 },
                tcp: { static: 9997 },
                sni: { static: 9996 },
                ui: { static: 9998 },
              },
            },
          },
        },
      },
    },
  },
});
