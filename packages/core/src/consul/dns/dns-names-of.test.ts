import { expect, test } from "vitest";

import { jobServices } from "../../services/job-services.ts";
import type { ApiJob } from "../../jobspec/api-job.ts";
import { dnsNamesOf } from "./dns-names-of.ts";

interface Written {
  readonly Name: string;
  readonly Tags?: string[];
  readonly CanaryTags?: string[];
  readonly Provider?: string;
}

function jobWith(name: string, services: readonly Written[], count = 2): ApiJob {
  return {
    ID: name,
    Name: name,
    Datacenters: ["dc1"],
    TaskGroups: [
      { Name: "g", Count: BigInt(count), Update: { Canary: 1n }, Services: [...services], Tasks: [] },
    ],
  };
}

function namesOf(jobs: readonly ApiJob[], withCanaries = false) {
  const services = jobs.flatMap((job) => jobServices(job));
  const { names, unnamed } = dnsNamesOf(
    withCanaries
      ? services.map(({ service, instances, canaries }) => ({
          service,
          instances: [...instances, ...canaries],
        }))
      : services,
  );
  return {
    names: names.map(({ name, types, instances }) => `${name} ${types.join("+")} ${instances.length}`),
    unnamed: unnamed.map(({ service, tag, reason }) => [service, tag, reason]),
  };
}

test("a service has its name, its RFC 2782 name, and one for each tag", () => {
  expect(
    namesOf([jobWith("shop", [{ Name: "web", Tags: ["v1.2", "urlprefix-web.test/", "V1.2"] }])]),
  ).toEqual({
    names: [
      "web.service.consul A+SRV 2",
      "_web._tcp.service.consul SRV 2",
      "v1.2.web.service.consul A+SRV 2",
      "urlprefix-web.test/.web.service.consul A+SRV 2",
    ],
    unnamed: [],
  });
});

test("instances of several jobs share a name; variables and canaries make tags differ", () => {
  const jobs = [
    jobWith("one", [{ Name: "web", Tags: ["i-${NOMAD_ALLOC_INDEX}"], CanaryTags: ["canary"] }]),
    jobWith("two", [{ Name: "WEB" }], 1),
  ];
  expect(namesOf(jobs, true).names).toEqual([
    "web.service.consul A+SRV 5",
    "_web._tcp.service.consul SRV 5",
    "i-0.web.service.consul A+SRV 1",
    "i-1.web.service.consul A+SRV 1",
    "canary.web.service.consul A+SRV 1",
  ]);
});

test("what DNS cannot carry is said, and services of Nomad's own provider have no name", () => {
  const services = [
    { Name: "web", Tags: ["urlprefix-web.test/ strip=/x", "${attr.cpu.arch}"] },
    { Name: "a.b" },
    { Name: "inner", Provider: "nomad" },
  ];
  expect(namesOf([jobWith("shop", services)])).toEqual({
    names: ["web.service.consul A+SRV 2", "_web._tcp.service.consul SRV 2"],
    unnamed: [
      ["web", "urlprefix-web.test/ strip=/x", expect.stringContaining('has " " in it')],
      ["web", "${attr.cpu.arch}", expect.stringContaining("variables")],
      ["a.b", undefined, expect.stringContaining("has a dot")],
    ],
  });
});

test("the datacenter and the domain are in every name", () => {
  const services = jobServices(jobWith("shop", [{ Name: "web", Tags: ["v1"] }]));
  const { names } = dnsNamesOf(services, { datacenter: "dc2", domain: "corp" });
  expect(names.map(({ name, form }) => [form, name])).toEqual([
    ["service", "web.service.dc2.corp"],
    ["rfc2782", "_web._tcp.service.dc2.corp"],
    ["tag", "v1.web.service.dc2.corp"],
  ]);
});
