import { describe, expect, test } from "vitest";

import type { DnsLookup } from "../../consul/dns/dns-resolver.ts";
import { groupBy } from "../../units/group-by.ts";
import { compareWithDns } from "./compare-with-dns.ts";
import type { ConsulServices } from "../consul/read-consul.ts";
import { expectedServicesOf } from "../expected-service.ts";
import { dnsLookup } from "../testing/dns-lookup.ts";
import { healthEntry, type EntryParts } from "../testing/health-entry.ts";
import { jobWith, type JobParts } from "../testing/job-with.ts";

const name = "web.service.consul";

function registered(...entries: readonly EntryParts[]): ConsulServices {
  return { entries: groupBy(entries.map(healthEntry), ({ Service }) => Service.Service), isBlind: false };
}

function found(lookup: DnsLookup, consul?: ConsulServices, parts: JobParts = {}, tag?: string) {
  const asked = { name, service: "web", ...(tag !== undefined && { tag }), lookup };
  return compareWithDns(expectedServicesOf([jobWith("web", parts)]), [asked], consul).map(
    ({ evidence: { kind }, summary }) => `${kind}: ${summary}`,
  );
}

const [one, two] = [{ allocation: 1 }, { allocation: 2 }];
const both = registered(one, two);

describe("against Consul's catalog:", () => {
  test.each<[string, DnsLookup, ConsulServices, readonly string[]]>([
    ["the same", dnsLookup(name, ["10.0.0.2:80", "10.0.0.1:80"]), both, []],
    [
      "one is not answered",
      dnsLookup(name, ["10.0.0.1:80"]),
      both,
      [`dns-missing: ${name}: DNS does not list 10.0.0.2:80, which passes`],
    ],
    ["one is not answered, and more may be", dnsLookup(name, ["10.0.0.1:80"], { complete: false }), both, []],
    [
      "one too many",
      dnsLookup(name, ["10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80"]),
      both,
      [`dns-stale: ${name}: DNS lists 10.0.0.3:80, which Consul does not list as healthy`],
    ],
    [
      "another port",
      dnsLookup(name, ["10.0.0.1:80", "10.0.0.2:81"]),
      both,
      [
        `dns-missing: ${name}: DNS does not list 10.0.0.2:80, which passes`,
        `dns-stale: ${name}: DNS lists 10.0.0.2:81, which Consul does not list as healthy`,
      ],
    ],
    [
      "no such name",
      dnsLookup(name, "nxdomain"),
      both,
      [
        `dns-missing: ${name}: DNS says that there is no such name, and Consul lists 10.0.0.1:80, 10.0.0.2:80`,
      ],
    ],
    [
      "no such record",
      dnsLookup(name, "empty"),
      registered(one),
      [`dns-missing: ${name}: DNS says that the name has no such record, and Consul lists 10.0.0.1:80`],
    ],
    ["no such name, and no instance", dnsLookup(name, "nxdomain"), registered(), []],
    [
      "a critical instance is not answered",
      dnsLookup(name, ["10.0.0.1:80"]),
      registered(one, { ...two, status: "critical" }),
      [],
    ],
    [
      "one with a warning is",
      dnsLookup(name, ["10.0.0.1:80", "10.0.0.2:80"]),
      registered(one, { ...two, status: "warning" }),
      [],
    ],
    [
      "or is not, with only_passing",
      dnsLookup(name, ["10.0.0.1:80"]),
      registered(one, { ...two, status: "warning" }),
      [],
    ],
    [
      "IPv6 in another spelling",
      dnsLookup(name, ["2001:db8::1:80"]),
      registered({ ...one, address: "2001:DB8:0:0::1:80" }),
      [],
    ],
    [
      "a host name in capitals",
      dnsLookup(name, ["lb.example.com:80"]),
      registered({ ...one, address: "LB.example.com:80" }),
      [],
    ],
    ["IPv6", dnsLookup(name, ["fd00::1:80"]), registered({ ...one, address: "fd00::1:80" }), []],
    ["the node's address", dnsLookup(name, ["127.0.0.1:80"]), registered({ ...one, address: ":80" }), []],
    [
      "a host name in place of an address",
      dnsLookup(name, ["lb.example.com:80"]),
      registered({ ...one, address: "lb.example.com:80" }),
      [],
    ],
    [
      "a part over UDP",
      dnsLookup(name, ["10.0.0.1:80", "10.0.0.2:80"], { truncated: true }),
      both,
      [`dns-truncated: ${name}: over UDP, DNS lists only some of the 2 instances, different ones each time`],
    ],
  ])("%s", (_, lookup, consul, expected) => {
    expect(found(lookup, consul)).toEqual(expected);
  });

  test("a name with a tag is held against the instances with that tag", () => {
    const consul = registered({ ...one, tags: ["v1"] }, { ...two, tags: ["v2"] });
    expect(found(dnsLookup(name, ["10.0.0.1:80"]), consul, {}, "v1")).toEqual([]);
    expect(found(dnsLookup(name, ["10.0.0.1:80"]), consul, {}, "v2")).toEqual([
      `dns-missing: ${name}: DNS does not list 10.0.0.2:80, which passes`,
      `dns-stale: ${name}: DNS lists 10.0.0.1:80, which Consul does not list as healthy`,
    ]);
  });
});

test.each<[string, DnsLookup, JobParts, readonly string[]]>([
  ["as many as the file says", dnsLookup(name, ["10.0.0.1:80", "10.0.0.2:80"]), {}, []],
  ["fewer", dnsLookup(name, ["10.0.0.1:80"]), {}, [`dns-missing: ${name}: DNS lists 1 of 2 instances`]],
  ["fewer, and more may be", dnsLookup(name, ["10.0.0.1:80"], { complete: false }), {}, []],
  ["none", dnsLookup(name, "nxdomain"), {}, [`dns-missing: ${name}: DNS lists no instance`]],
  ["none, and none should run", dnsLookup(name, "nxdomain"), { count: 0 }, []],
  ["of a system job one is enough", dnsLookup(name, ["10.0.0.1:80"]), { job: { Type: "system" } }, []],
])("without Consul's catalog, against the file: %s", (_, lookup, parts, expected) => {
  expect(found(lookup, undefined, parts)).toEqual(expected);
});

test("capitals make no difference, and the finding is about the service of the file", () => {
  const expectedServices = expectedServicesOf([jobWith("web", { service: { Name: "Web" } })]);
  const consul = registered({ ...one, service: "Web" });
  const asked = { name, service: "web", lookup: dnsLookup(name, "nxdomain") };
  expect(compareWithDns(expectedServices, [asked], consul)).toEqual([
    {
      severity: "error",
      code: "dns/dns-missing",
      service: "Web",
      job: "web",
      keys: ["TaskGroups", 0, "Services", 0],
      summary: `${name}: DNS says that there is no such name, and Consul lists 10.0.0.1:80`,
      help: expect.stringContaining("acl.tokens.default"),
      evidence: { layer: "dns", kind: "dns-missing" },
    },
  ]);
});
