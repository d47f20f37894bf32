import type { DnsLookup, DnsRecordType } from "@nomadx/core/consul/dns";
import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";

import { dnsQuestion } from "../dns/dns-question.ts";
import { lookupFindings, lookupTable } from "../output/lookup-text.ts";
import { command } from "../command/command.ts";

export default command({
  summary: "Look up a service, a node or a prepared query in Consul's DNS.",
  description:
    "Asks over UDP, as most programs do, and if there are records also over TCP: over UDP, Consul leaves out instances " +
    "without saying so. Exits with 1 when there is no such name, or no record of that type.",
  examples: [
    "<%= config.bin %> resolve httpbackend",
    "<%= config.bin %> resolve httpbackend --type A --tag v1 --datacenter dc1",
    "<%= config.bin %> resolve _httpbackend._tcp.service.consul --server 10.0.0.1:8600",
    "<%= config.bin %> resolve worker-1 --node",
  ],
  args: {
    name: Args.string({
      required: true,
      ignoreStdin: true,
      description: "A service, or a full name such as httpbackend.service.consul.",
    }),
  },
  flags: {
    type: Flags.option({
      options: ["A", "AAAA", "SRV"] as const,
      summary: "The records to ask for. Without it, SRV for services and queries, A for nodes.",
    })(),
    server: Flags.string({
      helpValue: "HOST:PORT",
      summary: "DNS server to ask. Without it, 127.0.0.1:8600; without a port, 8600. [env: CONSUL_DNS_ADDR]",
    }),
    tcp: Flags.boolean({ exclusive: ["udp"], summary: "Ask over TCP only." }),
    udp: Flags.boolean({
      summary: "Ask over UDP only, to see the answer that a program gets which asks over UDP.",
    }),
    node: Flags.boolean({ exclusive: ["query", "tag"], summary: "NAME is a node." }),
    query: Flags.boolean({ exclusive: ["tag"], summary: "NAME is a prepared query." }),
    tag: Flags.string({ helpValue: "TAG", summary: "Only instances that have this tag." }),
    datacenter: Flags.string({
      helpValue: "DC",
      summary: "Datacenter to look in, instead of the agent's own.",
    }),
    domain: Flags.string({ helpValue: "DOMAIN", summary: "Domain of Consul's DNS. Without it, consul." }),
  },
  async run({ args, flags }, context): Promise<DnsLookup> {
    const { terminal, report, exitWith } = context;
    const { createDnsResolver } = await import("@nomadx/core/consul/dns");
    const { name, kind } = dnsQuestion(args.name, flags);
    const type: DnsRecordType = flags.type ?? (kind === "node" ? "A" : "SRV");
    const server = flags.server ?? (context.env["CONSUL_DNS_ADDR"] || undefined);
    const resolver = createDnsResolver({ ...(server !== undefined && { server }) });
    const transport = flags.tcp ? "tcp" : flags.udp ? "udp" : "auto";
    const found = await resolver.lookup(name, type, { transport, signal: context.interrupted });
    if (found.status === "found") terminal.print(lookupTable(found));
    else exitWith("failed");
    await report.tell(lookupFindings(found, kind));
    return found;
  },
});
