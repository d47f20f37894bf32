import type { DnsAnswer, DnsLookup } from "../../consul/dns/dns-resolver.ts";
import { hasTag } from "../../consul/service-summary.ts";
import { hostPort } from "../../units/host-port.ts";
import { readRegistration, type Registration } from "../consul/registration.ts";
import type { ConsulServices } from "../consul/read-consul.ts";
import { serviceFinding, type ServiceProblem } from "../service-problem.ts";
import type { ExpectedService } from "../expected-service.ts";
import type { VerifyFinding } from "../verify-finding.ts";

/** DNS's answer for a name. */
export interface AskedName {
  readonly name: string;
  readonly service: string;
  /** Only instances with this tag. */
  readonly tag?: string;
  readonly lookup: DnsLookup;
}

/**
 * Where DNS does not list what Consul's catalog has, or, without it, what the jobs say. DNS lists the instances without
 * a critical check.
 */
export function compareWithDns(
  expectedServices: readonly ExpectedService[],
  asked: readonly AskedName[],
  consul?: ConsulServices,
): readonly VerifyFinding[] {
  const findings = asked.flatMap(({ name, service, tag, lookup }) => {
    const expectedService = expectedServices.find((one) => one.name.toLowerCase() === service.toLowerCase());
    if (expectedService === undefined) return [];
    const registered = (consul?.entries.get(expectedService.name) ?? [])
      .map(readRegistration)
      .filter(({ status, tags }) => status !== "critical" && (tag === undefined || hasTag(tags, tag)));
    const problems = [
      ...(consul === undefined
        ? againstJobs(expectedServices, service, lookup)
        : againstCatalog(registered, lookup)),
      ...truncation(lookup),
    ];
    return problems.map((problem) => ({
      tag,
      finding: serviceFinding("dns", expectedService, { ...problem, summary: `${name}: ${problem.summary}` }),
    }));
  });
  // A name with a tag has a part of what the service's own name has: the same is not told twice.
  const isTold = ({ service, code }: VerifyFinding): boolean =>
    findings.some(
      ({ tag, finding }) => tag === undefined && finding.service === service && finding.code === code,
    );
  return findings.flatMap(({ tag, finding }) => (tag !== undefined && isTold(finding) ? [] : [finding]));
}

/** Whether DNS has listed any instance of a service. */
export function isAnswered(name: string, asked: readonly AskedName[]): boolean {
  return asked.some(
    ({ service, lookup }) => service.toLowerCase() === name.toLowerCase() && lookup.status === "found",
  );
}

function againstCatalog(registered: readonly Registration[], lookup: DnsLookup): readonly ServiceProblem[] {
  const allowed = new Set(registered.map(({ address }) => canonical(address)));
  // With dns_config.only_passing, one with a warning is left out.
  const passing = registered.filter(({ status }) => status === "passing");
  const expected = new Set(passing.map(({ address }) => canonical(address)));
  if (lookup.status !== "found") {
    if (expected.size === 0) return [];
    const says = lookup.status === "nxdomain" ? "there is no such name" : "the name has no such record";
    return [
      {
        kind: "dns-missing",
        summary: `DNS says that ${says}, and Consul lists ${[...expected].join(", ")}`,
        help: "It knows the domain and datacenter of its agent, and sees what the agent's own token may read: acl.tokens.default.",
      },
    ];
  }
  const answered = lookup.answers.map(placesOf);
  const missing = [...expected].filter((address) => !answered.flat().includes(address));
  const stale = answered.filter((places) => !places.some((place) => allowed.has(place)));
  return [
    ...(missing.length > 0 && lookup.complete
      ? [{ kind: "dns-missing", summary: `DNS does not list ${missing.join(", ")}, which passes` } as const]
      : []),
    ...(stale.length > 0
      ? [
          {
            kind: "dns-stale",
            summary: `DNS lists ${stale.flatMap(([first]) => first ?? []).join(", ")}, which Consul does not list as healthy`,
            help: "An answer may be cached: look at the TTL and at the resolvers between you and Consul.",
          } as const,
        ]
      : []),
  ];
}

function againstJobs(
  expectedServices: readonly ExpectedService[],
  service: string,
  { status, answers, complete }: DnsLookup,
): readonly ServiceProblem[] {
  const same = expectedServices.filter(({ name }) => name.toLowerCase() === service.toLowerCase());
  const wanted = same.reduce((sum, { count }) => sum + (count ?? 1), 0);
  if (wanted === 0) return [];
  if (status !== "found") return [{ kind: "dns-missing", summary: "DNS lists no instance" }];
  if (answers.length >= wanted || !complete) return [];
  return [{ kind: "dns-missing", summary: `DNS lists ${answers.length} of ${wanted} instances` }];
}

function truncation({ truncated, answers }: DnsLookup): readonly ServiceProblem[] {
  if (!truncated) return [];
  return [
    {
      kind: "dns-truncated",
      // Consul does so by default from the fourth instance on.
      severity: "warning",
      summary: `over UDP, DNS lists only some of the ${answers.length} instances, different ones each time`,
      help: "Ask over TCP or Consul's API, or raise dns_config.udp_answer_limit and set enable_truncate in Consul.",
    },
  ];
}

/** `10.0.0.1:80` of a record, as it may be registered: by an address, or by a host name. */
function placesOf(answer: DnsAnswer): readonly string[] {
  if (answer.kind !== "SRV") return [];
  const { addresses, target, port } = answer;
  const hosts = [...addresses, target.replace(/\.$/, "")];
  return hosts.map((host) => canonical(hostPort(host, port)));
}

/** As registered, an IPv6 address may be written in several ways, and a host name in capitals. */
function canonical(address: string): string {
  return URL.canParse(`tcp://${address}`) ? new URL(`tcp://${address}`).host.toLowerCase() : address;
}
