import { describe, expect, test } from "vitest";

import { groupBy } from "../../units/group-by.ts";
import { compareWithConsul } from "./compare-with-consul.ts";
import type { ConsulServices } from "./read-consul.ts";
import type { NomadState } from "../nomad/read-nomad.ts";
import { expectedServicesOf } from "../expected-service.ts";
import { allocationId } from "../../dev/nomad/allocation-id.ts";
import { healthEntry, type EntryParts } from "../testing/health-entry.ts";
import { jobWith, type JobParts } from "../testing/job-with.ts";
import { liveAllocation, nomadState } from "../testing/live-allocation.ts";

function registered(...entries: readonly EntryParts[]): ConsulServices {
  return { entries: groupBy(entries.map(healthEntry), ({ Service }) => Service.Service), isBlind: false };
}

function found(parts: JobParts, consul: ConsulServices, state?: NomadState): readonly string[] {
  const expectedServices = expectedServicesOf([jobWith("web", parts)]);
  return compareWithConsul(expectedServices, consul, state && { state, others: new Map() }).map(
    ({ evidence: { kind }, service = "", summary }) => `${kind}: ${service}: ${summary}`,
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
      ["too-many: web: 1 instance is registered, and the files say 0"],
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
    const findings = compareWithConsul(expectedServicesOf(jobs), registered(one, two, three));
    expect(findings.map(({ evidence: { kind }, summary }) => `${kind}: ${summary}`)).toEqual([
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

test("an instance of another job that runs is not left over", () => {
  const findings = compareWithConsul(
    expectedServicesOf([jobWith("web")]),
    registered(one, two, three, { allocation: 4, status: "critical" }),
    {
      state: bothRun,
      others: new Map([3, 4].map((number) => [allocationId(number), "shop"])),
    },
  );
  expect(findings.map(({ evidence: { kind }, summary }) => `${kind}: ${summary}`)).toEqual([
    'foreign: allocation 00000003 at 10.0.0.3:80 belongs to the job "shop", which is not in the files, and gets traffic, too',
    'foreign: allocation 00000004 at 10.0.0.4:80 belongs to the job "shop", which is not in the files',
  ]);
});

describe("of two services of one name", () => {
  const withAdmin = jobWith("web");
  const [group] = withAdmin.TaskGroups ?? [];
  const twice = {
    ...withAdmin,
    TaskGroups: [
      {
        ...group,
        Services: [
          { Name: "web", PortLabel: "http", Tags: ["public"] },
          { Name: "web", PortLabel: "admin", Tags: ["private"] },
        ],
      },
    ],
  };
  const admin = (number: number, tags: readonly string[] = ["private"]): EntryParts => ({
    ...{ allocation: number, address: `10.0.0.${number}:81`, tags },
    id: `_nomad-task-${allocationId(number)}-group-web-web-admin`,
  });
  const http = (number: number): EntryParts => ({ allocation: number, tags: ["public"] });
  const state = nomadState(
    [1, 2].map((number) => {
      const ports = ["http", "admin"].map(
        (label, index) => [label, [{ host: `10.0.0.${number}`, port: 80 + index }]] as const,
      );
      return liveAllocation(number, { ports: new Map(ports) });
    }),
  );
  const compare = (...entries: readonly EntryParts[]) =>
    compareWithConsul(expectedServicesOf([twice]), registered(...entries), { state, others: new Map() }).map(
      ({ evidence: { kind }, summary, keys }) => `${kind}: ${summary} (${keys?.at(-1)})`,
    );

  test("both are there", () => {
    expect(compare(http(1), http(2), admin(1), admin(2))).toEqual([]);
  });

  test("one is not, though its allocation has registered the other", () => {
    expect(compare(http(1), http(2), admin(1))).toEqual([
      'not-registered: allocation 00000002 (web.web[2]) runs and is not registered with its port "admin" (1)',
    ]);
  });

  test("each has its own tags and its own port", () => {
    expect(compare(http(1), http(2), admin(1, ["public"]), { ...admin(2), address: "10.0.0.2:80" })).toEqual([
      "wrong-address: allocation 00000002 at 10.0.0.2:80 runs at 10.0.0.2:81, and is registered at another address (0)",
      expect.stringContaining("registered-twice: 10.0.0.2:80"),
      'tags: allocation 00000001 at 10.0.0.1:81 has the tags "public", and should have "private" (0)',
    ]);
  });
});

test("an instance with its index in its name is only missed under its own", () => {
  const service = { Name: "web-${NOMAD_ALLOC_INDEX}" };
  const state = nomadState([0, 1].map((number) => liveAllocation(number)));
  const zero = { allocation: 0, service: "web-0", address: "10.0.0.0:80" };
  const first = { allocation: 1, service: "web-1" };
  expect(found({ service }, registered(zero, first), state)).toEqual([]);
  expect(found({ service }, registered(zero), state)).toEqual([
    "not-registered: web-1: allocation 00000001 (web.web[1]) runs and is not registered",
  ]);
});

describe("a name that only the client knows", () => {
  const service = { Name: "web-${node.unique.name}" };
  const named = (allocation: number, name: string): EntryParts => ({
    ...{ allocation, service: name },
    id: `_nomad-task-${allocationId(allocation)}-group-web-${name}-http`,
  });
  const both = registered(named(1, "web-n1"), named(2, "web-n2"), named(3, "web-n3"), { service: "web-x" });

  test("is found by its allocation", () => {
    expect(found({ service }, both, bothRun)).toEqual([]);
    expect(found({ service }, registered(named(1, "web-n1")), bothRun)).toEqual([
      "not-registered: web-<node.unique.name>: allocation 00000002 (web.web[2]) runs and is not registered",
    ]);
  });

  test("without Nomad is found by its ID, and may also be another job's", () => {
    expect(found({ service }, both)).toEqual([]);
    expect(found({ service }, registered(named(1, "web-n1")))).toEqual([
      "too-few: web-<node.unique.name>: 1 of 2 instances are registered",
    ]);
  });
});

describe("an address that is not the allocation's", () => {
  const wrong = (address: string) => [
    `wrong-address: web: allocation 00000001 at ${address} runs at 10.0.0.1:80, and is registered at another address`,
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
      "wrong-address: web: allocation 00000001 at [fd00::1]:81 runs at [fd00::1]:80, and is registered at another address",
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

  test("a canary has its own, and others those of the service, where Nomad tells which is one", () => {
    const service = { Tags: ["a"], CanaryTags: ["canary"] };
    const canary = registered({ ...one, tags: ["canary"] });
    const withCanary = nomadState([liveAllocation(1, { isCanary: true })]);
    expect(found({ count: 1, service }, canary, withCanary)).toEqual([]);
    expect(found({ count: 1, service }, canary, nomadState([liveAllocation(1)]))).toEqual(
      message('"canary"', '"a"'),
    );
    expect(found({ count: 1, service }, registered({ ...one, tags: ["a"] }), withCanary)).toEqual(
      message('"a"', '"canary"'),
    );
  });

  test("a weight that only the client knows is a part of a tag", () => {
    const service = { Tags: ["urlprefix-a.test/ weight=${meta.weight}"] };
    const weighed = registered({ ...one, tags: ["urlprefix-a.test/ weight=0.2"] });
    expect(found({ count: 1, service }, weighed)).toEqual([]);
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
  const findings = compareWithConsul(expectedServicesOf(jobs), { entries: new Map(), isBlind: true });
  expect(findings).toEqual([
    {
      severity: "error",
      code: "consul/no-permission",
      summary:
        "Consul shows no service or no node at all, not even its own: the token may not read services or nodes",
      help: "Set CONSUL_HTTP_TOKEN to a token with service:read and node:read.",
      evidence: { layer: "consul", kind: "no-permission" },
    },
  ]);
});

test("a finding names the service's place in the file", () => {
  expect(compareWithConsul(expectedServicesOf([jobWith("web")]), registered())).toEqual([
    {
      severity: "error",
      code: "consul/not-registered",
      service: "web",
      job: "web",
      keys: ["TaskGroups", 0, "Services", 0],
      summary: "it is not registered",
      help: expect.stringContaining("service:read"),
      evidence: { layer: "consul", kind: "not-registered" },
    },
  ]);
});
