import { expect, test } from "vitest";

import { expectedServicesOf } from "./expected-service.ts";
import { jobWith } from "./testing/job-with.ts";

const listed = (...jobs: Parameters<typeof expectedServicesOf>[0]) =>
  expectedServicesOf(jobs).map(({ name, count }) => `${name} ${count ?? "on each node"}`);

test.each([
  ["a service job", jobWith("web", { count: 3 }), ["web 3"]],
  ["a system job", jobWith("web", { job: { Type: "system" } }), ["web on each node"]],
  ["a job scaled to nothing", jobWith("web", { count: 0 }), ["web 0"]],
  ["a stopped job", jobWith("web", { job: { Stop: true } }), ["web 0"]],
  ["a job that waits to be dispatched", jobWith("web", { job: { ParameterizedJob: {} } }), ["web 0"]],
  [
    "a name with the index",
    jobWith("web", { service: { Name: "web-${NOMAD_ALLOC_INDEX}" } }),
    ["web-0 1", "web-1 1"],
  ],
  ["a name with the job's", jobWith("web", { service: { Name: "${JOB}-api" } }), ["web-api 2"]],
  [
    "a service with a Connect sidecar",
    jobWith("web", { service: { Connect: { SidecarService: {} } } }),
    ["web 2", "web-sidecar-proxy 2"],
  ],
])("%s", (_, job, expected) => {
  expect(listed(job)).toEqual(expected);
});

test("the services of several jobs are in the order of the jobs, also where they share a name", () => {
  const blue = jobWith("blue", { service: { Name: "web" } });
  const green = jobWith("green", { count: 1, service: { Name: "web" } });
  expect(listed(green, blue)).toEqual(["web 1", "web 2"]);
});

test("the job is named as Nomad finds it", () => {
  const job = jobWith("web", { job: { ID: "team/web", Name: "web", Namespace: "shop" } });
  const [expectedService] = expectedServicesOf([job]);
  expect(expectedService?.service).toMatchObject({ jobId: "team/web", namespace: "shop", job: "web" });
  expect(expectedServicesOf([jobWith("web")])[0]?.service).not.toHaveProperty("namespace");
});

test.each([
  ["nothing", {}, "host-or-driver"],
  ["auto", { AddressMode: "auto" }, "host-or-driver"],
  ["host", { AddressMode: "host" }, "host"],
  ["driver", { AddressMode: "driver" }, "other"],
  ["alloc", { AddressMode: "alloc" }, "other"],
  ["an address of its own", { Address: "lb.example.com" }, "other"],
])("the address of a service with %s", (_, service, addressOf) => {
  expect(expectedServicesOf([jobWith("web", { service })])[0]?.addressOf).toBe(addressOf);
});

test.each([
  ["no check", [], undefined],
  ["a TCP check", [{ Type: "tcp" }], undefined],
  ["an HTTP check", [{ Type: "tcp" }, { Type: "http" }], "http"],
  ["an HTTP check with TLS", [{ Type: "http", Protocol: "https" }], "https"],
])("what is spoken, as told by %s", (_, Checks, speaks) => {
  expect(expectedServicesOf([jobWith("web", { service: { Checks } })])[0]?.speaks).toBe(speaks);
});

test("meta and the right to change tags are the service's own, not its sidecar's", () => {
  const service = {
    Meta: { team: "shop" },
    EnableTagOverride: true,
    Connect: { SidecarService: {} },
  };
  const expectedServices = expectedServicesOf([jobWith("web", { service })]);
  expect(
    expectedServices.map(({ name, service: { meta, allowsOtherTags } }) => [name, meta, allowsOtherTags]),
  ).toEqual([
    ["web", { team: "shop" }, true],
    ["web-sidecar-proxy", {}, false],
  ]);
});
