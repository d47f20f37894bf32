// @ts-check
// fabio/consul-service-to-commands.json: a service instance and the route commands for its tags, in their order.
import { difference, fabioAdapter } from "../fabio-cases.js";
import { library } from "../library.js";

const { instanceCommands } = await library("/fabio");

export const adapter = fabioAdapter(
  /\/fabio\/consul-service-to-commands\.json$/,
  ({ tagPrefix, service, commands }) => {
    const instance = {
      Node: "node",
      Address: "",
      ServiceID: service.name,
      ServiceName: service.name,
      ServiceAddress: service.address,
      ServicePort: service.port,
      ServiceTags: service.tags,
    };
    const lines = instanceCommands(instance, { prefix: tagPrefix });
    return difference(
      "commands",
      lines.map((/** @type {{ text: string }} */ { text }) => text),
      commands,
    );
  },
);
