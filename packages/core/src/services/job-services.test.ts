import { describe, expect, test } from "vitest";

import type { ApiJob } from "../jobspec/api-job.ts";
import { jobServices } from "./job-services.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];
type Service = NonNullable<Group["Services"]>[number];

/** A job with a service of its group, whose network has a dynamic, a mapped and a static port. */
function jobOf(service: Service, group: Partial<Group> = {}, job: Partial<ApiJob> = {}): ApiJob {
  const network = {
    DynamicPorts: [{ Label: "http" }, { Label: "mapped", To: 8080 }],
    ReservedPorts: [{ Label: "raw", Value: 7000 }],
  };
  return {
    ID: "team/shop",
    Name: "shop",
    TaskGroups: [{ Name: "web", Networks: [network], Services: [service], ...group }],
    ...job,
  };
}

/** The first registration. */
const first = (...args: Parameters<typeof jobOf>) => {
  const [found] = jobServices(jobOf(...args));
  return { service: found?.service, instance: found?.instances[0] };
};

describe("the name in the catalog", () => {
  test.each<[string, Service, string]>([
    ["as it is written", { Name: "front" }, "front"],
    ["of a service of a group without one", {}, "shop-web"],
    [
      "with the words of older files",
      { Name: "${JOB}-${TASKGROUP}-${TASK}-${BASE}" },
      "shop-web-group-shop-web-group",
    ],
    ["with variables of Nomad", { Name: "${NOMAD_JOB_ID}-${NOMAD_ALLOC_INDEX}" }, "team/shop-0"],
    ["with what only a client knows", { Name: "web-${node.unique.name}" }, "web-<node.unique.name>"],
    ["with what nobody knows", { Name: "web-${WHAT}" }, "web-${WHAT}"],
  ])("%s", (_, written, name) => {
    expect(first(written).service?.name).toBe(name);
  });

  test("of a service of a task without one", () => {
    const tasks = [{ Name: "server", Services: [{}, { Name: "${TASK}" }] }];
    const found = jobServices(jobOf({}, { Services: [], Tasks: tasks }));
    expect(found.map((each) => each.service.name)).toEqual(["shop-web-server", "server"]);
  });
});

describe("the port and the address that stands for the one that Nomad will choose", () => {
  test.each<[string, Service, string]>([
    ["a dynamic port", { PortLabel: "http" }, "0.http.web.shop.nomad:1"],
    ["a static port", { PortLabel: "raw" }, "0.raw.web.shop.nomad:7000"],
    ["a number", { PortLabel: "9000" }, "0.9000.web.shop.nomad:9000"],
    ["no port", {}, "0.web.shop.nomad:0"],
    ["a mapped port at the host's address", { PortLabel: "mapped" }, "0.mapped.web.shop.nomad:1"],
    ["the driver's", { PortLabel: "mapped", AddressMode: "driver" }, "0.mapped.driver.web.shop.nomad:8080"],
    ["the allocation's", { PortLabel: "mapped", AddressMode: "alloc" }, "0.mapped.alloc.web.shop.nomad:8080"],
    [
      "the allocation's, not mapped",
      { PortLabel: "raw", AddressMode: "alloc" },
      "0.raw.alloc.web.shop.nomad:7000",
    ],
    ["one of the file's own", { PortLabel: "raw", Address: "lb.example.com" }, "lb.example.com:7000"],
    ["one with a variable", { PortLabel: "raw", Address: "${NOMAD_JOB_NAME}.test" }, "shop.test:7000"],
  ])("%s", (_, written, address) => {
    const found = first(written).instance;
    expect(`${found?.address}:${found?.port}`).toBe(address);
  });

  test("the task's own network comes first", () => {
    const Resources = { Networks: [{ ReservedPorts: [{ Label: "raw", Value: 7001 }] }] };
    const tasks = [{ Name: "server", Resources, Services: [{ Name: "a", PortLabel: "raw" }] }];
    const [found] = jobServices(jobOf({}, { Services: [], Tasks: tasks }));
    expect(found?.service.port).toBe(7001);
    expect(found?.instances[0]?.address).toBe("0.raw.server.web.shop.nomad");
  });
});

describe("how many instances there are", () => {
  test.each<[string, Partial<Group>, Partial<ApiJob>, readonly [instances: number, canaries: number]]>([
    ["a count", { Count: 3 }, {}, [3, 0]],
    ["none", {}, {}, [1, 0]],
    ["the least that scaling allows", { Scaling: { Min: 2 } }, {}, [2, 0]],
    ["one a node", { Count: 5, Update: { Canary: 1 } }, { Type: "system" }, [1, 0]],
    ["none on any node", { Count: 0 }, { Type: "system" }, [0, 0]],
    ["canaries of the group", { Count: 2, Update: { Canary: 1 } }, {}, [2, 1]],
    ["canaries of the job", { Count: 2 }, { Update: { Canary: 2 } }, [2, 2]],
    [
      "canaries of the job beside what the group says",
      { Count: 2, Update: { MaxParallel: 1 } },
      { Update: { Canary: 2 } },
      [2, 2],
    ],
    ["no canaries in this group", { Update: { Canary: 0 } }, { Update: { Canary: 2 } }, [1, 0]],
    ["a stopped job", { Count: 3, Update: { Canary: 1 } }, { Stop: true }, [0, 0]],
    ["a periodic job", {}, { Periodic: {} }, [0, 0]],
    ["a run of a periodic job", {}, { Periodic: {}, Dispatched: true }, [1, 0]],
  ])("%s", (_, group, job, counts) => {
    const [found] = jobServices(jobOf({ Name: "a" }, group, job));
    expect([found?.instances.length, found?.canaries.length]).toEqual(counts);
  });

  test("a canary has the tags for canaries where there are any", () => {
    const tagsOf = (written: Service) => {
      const [found] = jobServices(jobOf(written, { Update: { Canary: 1 } }));
      return found?.canaries.map(({ label, tags }) => [label, ...tags.map(({ text }) => text)]);
    };
    expect(tagsOf({ Tags: ["a"], CanaryTags: ["b"] })).toEqual([["shop.web[canary 0]", "b"]]);
    expect(tagsOf({ Tags: ["a"] })).toEqual([["shop.web[canary 0]", "a"]]);
  });
});

test("a check has the service's port, a name and its variables", () => {
  const Checks = [
    { Type: "http", Path: "/${NOMAD_GROUP_NAME}", Header: { Host: ["${node.unique.id}.test"] } },
    { Name: "admin", Type: "http", Protocol: "https", PortLabel: "raw" },
    { Type: "tcp" },
  ];
  expect(first({ Name: "front", PortLabel: "http", Checks }).service?.checks).toEqual([
    {
      name: 'service: "front" check',
      type: "http",
      protocol: "http",
      path: "/web",
      portLabel: "http",
      header: { Host: ["<node.unique.id>.test"] },
    },
    { name: "admin", type: "http", protocol: "https", path: "", portLabel: "raw", header: {} },
    { name: 'service: "front" check', type: "tcp", path: "", portLabel: "http", header: {} },
  ]);
});

test("meta is that of the service, with its variables", () => {
  expect(first({ Meta: { team: "${NOMAD_JOB_NAME}", at: "${node.datacenter}" } }).service?.meta).toEqual({
    team: "shop",
    at: "${node.datacenter}",
  });
});

test("a sidecar is at the host's address, whatever that of its service is", () => {
  const written: Service = {
    Name: "${JOB}-api",
    PortLabel: "9001",
    Address: "lb.example.com",
    AddressMode: "auto",
    Connect: { SidecarService: { Meta: { mesh: "yes" }, DisableDefaultTCPCheck: true } },
  };
  const [, sidecar] = jobServices(jobOf(written));
  expect(sidecar?.service).toMatchObject({
    name: "shop-api-sidecar-proxy",
    portLabel: "connect-proxy-shop-api",
    addressMode: "host",
    meta: { mesh: "yes" },
    sidecar: "inherited-tags",
  });
  expect(sidecar?.service.checks.map(({ type }) => type)).toEqual(["alias"]);
  expect(sidecar?.instances[0]?.address).toBe("0.connect-proxy-shop-api.web.shop.nomad");
});

test("more instances than Nomad takes are refused, not laid out", () => {
  const counted = (count: number, canary = 0) =>
    jobServices({
      ID: "big",
      TaskGroups: [{ Name: "g", Count: count, Update: { Canary: canary }, Services: [{ Name: "s" }] }],
    })[0]?.instances.length;
  expect(counted(50_000)).toBe(50_000);
  expect(() => counted(50_001)).toThrow('Job "big" has 50001 instances, more than can be laid out');
  expect(() => counted(1, 1_000_000_000)).toThrow("more than can be laid out");
});
