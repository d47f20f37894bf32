import * as Flags from "@oclif/core/flags";

import { fabioFlags } from "./routes-flags.ts";
import { consulFlags } from "./consul-flags.ts";

const helpGroup = "VERIFY";

/** Who is asked when a deployment is verified, and how. */
export const verifyFlags = {
  layers: Flags.string({
    helpGroup,
    helpValue: "LAYER,…",
    summary: "Ask only these: nomad, consul, dns, fabio, probe. Without it, all of them.",
  }),
  "dns-server": Flags.string({
    helpGroup,
    helpValue: "HOST:PORT",
    summary: "Consul's DNS. Without it, port 8600 of the Consul agent. [env: CONSUL_DNS_ADDR]",
  }),
  "dns-domain": Flags.string({
    helpGroup,
    helpValue: "DOMAIN",
    summary: "Domain of Consul's DNS. Without it, consul.",
  }),
  find: Flags.option({
    options: ["nomad", "consul"] as const,
    helpGroup,
    summary:
      "Look for the Fabios in Nomad's allocations, or among Consul's services. Without it and --fabio: in Nomad.",
  })(),
  accept: Flags.string({
    helpGroup,
    helpValue: "KIND,…",
    summary:
      "Report findings of these kinds, such as foreign, as warnings that do not fail the verification.",
  }),
  strict: Flags.boolean({
    helpGroup,
    summary: "Treat warnings, such as dns-truncated, as errors.",
  }),
  direct: Flags.boolean({
    allowNo: true,
    default: true,
    helpGroup,
    summary: "Also ask the instances directly, to tell them apart by their answers.",
  }),
  ...fabioFlags,
  ...consulFlags,
};
