import { describe, expect, test } from "vitest";

import { groupBy } from "../units/group-by.ts";
import { compareWithConsul } from "./compare-with-consul.ts";
import type { ConsulServices } from "./read-consul.ts";
import type { NomadState } from "./read-nomad.ts";
import { servicePromises } from "./service-promise.ts";
import { healthEntry, type EntryParts } from "./testing/health-entry.ts";
import { jobWith, type JobParts } from "./testing/job-with.ts";
import { liveAllocation, nomadState } from "./testing/live-allocation.ts";

function registered(...entries: readonly EntryParts[]): ConsulServices {
  return { entries: groupBy(entries.map(healthEntry), ({ Service }) => Service.Service), isBlind: false };
}

function found(parts: JobParts, consul: ConsulServices, nomad?: NomadState): readonly string[] {
  const promises = servicePromises([jobWith("web", parts)]);
  return compareWithConsul(promises, consul, nomad).map(
    ({ kind, service, message }) => `${kind}: ${service}: ${message}`,
  );
}

const [one, two, three] = [{ allocation: 1 }, { allocation: 2 }, { allocation: 3 }];
const bothRun = nomadState([liveAllocation(1), liveAllocation(2)]);
const system = { job: { Type: "system" } } as const;

describe("without Nomad the instances are counted:", () => {
  test.each<[string, JobParts, readonly EntryParts[], readonly string[]]>([
    ["as many as the file says", {}, [one, two], []],
    ["none", {}, [], ["not-registered: web: it is not registered"]],
    ["too few", {}, [one], ["too-few: web: 1 of 2 instances are registered"]],
    ["too many", {}, [one, two, three], ["too-many: web: 3 instances are registered, and the files say 2"]],
    ["a system job on three nodes", system, [one, two, three], []],
    ["a system job on none", system, [], ["not-registered: web: it is not registered"]],
    ["a job that should not run", { count: 0 }, [], []],
    [
      "what is left of one that should not run",
      { count: 0 },
      [one],
      ["too-many: web: 1 instances are registered, and the files say 0"],
    ],
    [
      "names with the index",
      { service: { Name: "web-${NOMAD_ALLOC_INDEX}" } },
      [{ ...one, service: "web-0" }],
      ["not-registered: web-1: it is not registered"],
    ],
    [
      "a Connect sidecar",
      { service: { Connect: { SidecarService: {} } } },
      [one, two, { ...one, service: "web-sidecar-proxy" }],
      ["too-few: web-sidecar-proxy: 1 of 2 instances are registered"],
    ],
  ])("%s", (_, parts, entries, expected) => {
    expect(found(parts, registered(...entries))).toEqual(expected);
  });

  test("those of all jobs that share the name", () => {
    const jobs = ["blue", "green"].map((id) => jobWith(id, { service: { Name: "web" } }));
    const findings = compareWithConsul(servicePromises(jobs), registered(one, two, three));
    expect(findings.map(({ kind, message }) => `${kind}: ${message}`)).toEqual([
      "too-few: 3 of 4 instances are registered",
    ]);
  });
});

describe("with Nomad each instance is held against its allocation:", () => {
  const pending = liveAllocation(3, { isRunning: false });

  test.each<[string, NomadState, readonly EntryParts[], readonly string[]]>([
    ["each is registered", bothRun, [one, two], []],
    [
      "one runs and is not registered",
      bothRun,
      [one],
      ["not-registered: web: allocation 00000002 (web.web[2]) runs and is not registered"],
    ],
    ["one that does not run yet need not be registered", nomadState([liveAllocation(1), pending]), [one], []],
    [
      "one is registered and does not exist any more",
      bothRun,
      [one, two, { ...three, node: "n2" }],
      ["orphaned: web: allocation 00000003 at 10.0.0.3:80 is registered, and no such allocation runs"],
    ],
    [
      "one was registered by somebody else",
      bothRun,
      [one, two, { id: "by-hand" }],
      ["foreign: web: by-hand at 10.0.0.99:80 was not registered by Nomad, and gets traffic, too"],
    ],
    [
      "one was registered once more by somebody else",
      bothRun,
      [one, two, { ...one, id: "by-hand" }],
      [
        "registered-twice: web: 10.0.0.1:80 is registered 2 times, and gets as many shares of the traffic: " +
          "_nomad-task-00000001-0000-0000-0000-000000000000-group-web-web-http on n1, by-hand on n1 (not by Nomad)",
      ],
    ],
    [
      "one is registered at two nodes",
      bothRun,
      [one, two, { ...one, node: "n2" }],
      [
        "registered-twice: web: 10.0.0.1:80 is registered 2 times, and gets as many shares of the traffic: " +
          "_nomad-task-00000001-0000-0000-0000-000000000000-group-web-web-http on n1, " +
          "_nomad-task-00000001-0000-0000-0000-000000000000-group-web-web-http on n2",
      ],
    ],
  ])("%s", (_, nomad, entries, expected) => {
    expect(found({}, registered(...entries), nomad)).toEqual(expected);
  });
});

describe("an address that is not the allocation's", () => {
  const wrong = (address: string) => [
    `wrong-address: web: allocation 00000001 at ${address} is reached at 10.0.0.1:80, and registered elsewhere`,
  ];

  test.each<[string, JobParts["service"], string, readonly string[]]>([
    ["another port of the host", {}, "10.0.0.1:81", wrong("10.0.0.1:81")],
    ["another host, which may be the driver's", {}, "172.17.0.2:8080", []],
    [
      "another host, with address_mode host",
      { AddressMode: "host" },
      "172.17.0.2:8080",
      wrong("172.17.0.2:8080"),
    ],
    ["the driver's, with address_mode driver", { AddressMode: "driver" }, "10.0.0.1:8080", []],
    ["the allocation's, with address_mode alloc", { AddressMode: "alloc" }, "10.0.0.1:8080", []],
    ["an address of its own", { Address: "10.0.0.1" }, "10.0.0.1:8080", []],
    ["a bare number for a port", { PortLabel: "8080" }, "10.0.0.1:8080", []],
  ])("%s", (_, service, address, expected) => {
    const parts = { count: 1, service: { ...service } };
    expect(found(parts, registered({ ...one, address }), nomadState([liveAllocation(1)]))).toEqual(expected);
  });

  test("IPv6 is compared in brackets", () => {
    const ports = new Map([["http", [{ host: "fd00::1", port: 80 }]]]);
    const nomad = nomadState([liveAllocation(1, { ports })]);
    expect(found({ count: 1 }, registered({ ...one, address: "fd00::1:80" }), nomad)).toEqual([]);
    expect(found({ count: 1 }, registered({ ...one, address: "fd00::1:81" }), nomad)).toEqual([
      "wrong-address: web: allocation 00000001 at [fd00::1]:81 is reached at [fd00::1]:80, and registered elsewhere",
    ]);
  });
});

test.each<[string, EntryParts, readonly string[]]>([
  ["passes", {}, []],
  [
    "fails",
    { status: "critical", output: "dial tcp 10.0.0.1:80: connection refused" },
    [
      'check-critical: web: allocation 00000001 at 10.0.0.1:80: check "alive" is critical: dial tcp 10.0.0.1:80: connection refused',
    ],
  ],
  [
    "warns",
    { status: "warning" },
    ['check-warning: web: allocation 00000001 at 10.0.0.1:80: check "alive" is warning'],
  ],
])("a check that %s", (_, parts, expected) => {
  expect(found({ count: 1 }, registered({ ...one, ...parts }))).toEqual(expected);
});

describe("tags", () => {
  const message = (actual: string, should: string) => [
    `tags: web: allocation 00000001 at 10.0.0.1:80 has the tags ${actual}, and should have ${should}`,
  ];

  test.each<[string, JobParts["service"], readonly string[], readonly string[]]>([
    ["as written", { Tags: ["a", "b"] }, ["a", "b"], []],
    ["in another order", { Tags: ["a", "b"] }, ["b", "a"], []],
    ["one too many", { Tags: ["a"] }, ["a", "b"], message('"a", "b"', '"a"')],
    ["one too few", { Tags: ["a", "b"] }, ["a"], message('"a"', '"a", "b"')],
    ["none at all", { Tags: ["a"] }, [], message("(none)", '"a"')],
    ["none, as the file says", {}, [], []],
    ["one, and the file says none", {}, ["a"], message('"a"', "(none)")],
    ["a variable of Nomad", { Tags: ["${NOMAD_JOB_NAME}-v1"] }, ["web-v1"], []],
    ["a variable that only the client knows", { Tags: ["on-${attr.unique.hostname}"] }, ["on-n17"], []],
    [
      "another text around such a variable",
      { Tags: ["on-${attr.unique.hostname}"] },
      ["at-n17"],
      message('"at-n17"', '"on-<attr.unique.hostname>"'),
    ],
    ["a canary's", { Tags: ["a"], CanaryTags: ["canary"] }, ["canary"], []],
    ["those of the others, though there are a canary's", { Tags: ["a"], CanaryTags: ["canary"] }, ["a"], []],
    ["anything, with enable_tag_override", { Tags: ["a"], EnableTagOverride: true }, ["b"], []],
  ])("%s", (_, service, tags, expected) => {
    const parts = { count: 1, service: { ...service } };
    expect(found(parts, registered({ ...one, tags }))).toEqual(expected);
  });

  test("each instance has those with its own index", () => {
    const service = { Tags: ["i${NOMAD_ALLOC_INDEX}"] };
    const tagged = (tags: readonly (readonly string[])[]) =>
      registered(...tags.map((each, index) => ({ allocation: index + 1, tags: each })));
    expect(found({ service }, tagged([["i0"], ["i1"]]))).toEqual([]);
    expect(found({ service }, tagged([["i0"], ["i2"]]))).toEqual([
      'tags: web: allocation 00000002 at 10.0.0.2:80 has the tags "i2", and should have "i0"',
    ]);
  });

  test("of what somebody else has registered are not compared: it is told of anyway", () => {
    expect(found({ count: 1, service: { Tags: ["a"] } }, registered({ id: "by-hand" }))).toEqual([]);
  });
});

test("a token that sees nothing is one finding for all services, and not that each is missing", () => {
  const jobs = [jobWith("web"), jobWith("db")];
  const findings = compareWithConsul(servicePromises(jobs), { entries: new Map(), isBlind: true });
  expect(findings).toEqual([
    {
      layer: "consul",
      service: "",
      kind: "no-permission",
      message:
        "Consul shows no service or no node at all, not even its own: the token may not read services or nodes",
      help: "Set CONSUL_HTTP_TOKEN to a token with service:read and node:read.",
    },
  ]);
});

test("a finding names the service's place in the file", () => {
  expect(compareWithConsul(servicePromises([jobWith("web")]), registered())).toEqual([
    {
      layer: "consul",
      service: "web",
      job: "web",
      keys: ["TaskGroups", 0, "Services", 0],
      kind: "not-registered",
      message: "it is not registered",
      help: expect.stringContaining("service:read"),
    },
  ]);
});
