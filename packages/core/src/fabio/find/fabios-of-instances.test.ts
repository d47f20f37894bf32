import { expect, test } from "vitest";

import { fabiosOfInstances } from "./fabios-of-instances.ts";

/** As Consul 1.8.7 lists what Fabio 1.7.3 has registered. */
const registered = {
  Node: "vm",
  Address: "10.0.0.1",
  ServiceID: "fabio-vm-9998",
  ServiceName: "fabio",
  ServiceAddress: "10.0.0.1",
  ServicePort: 9998,
  ServiceTags: [],
};
const check = { Node: "vm", ServiceID: "fabio-vm-9998" };
const ttl = { ...check, Output: "" };

test.each([
  {
    what: "an API that speaks HTTP",
    outputs: ["HTTP GET http://10.0.0.1:9998/health: 200 OK Output: OK\n"],
    address: "http://10.0.0.1:9998",
  },
  {
    what: "an API that speaks HTTPS",
    outputs: ["HTTP GET https://10.0.0.1:9998/health: 200 OK Output: OK\n"],
    address: "https://10.0.0.1:9998",
  },
  {
    what: "an API whose certificate Consul does not trust",
    outputs: ['Get "https://10.0.0.1:9998/health": x509: certificate signed by unknown authority'],
    address: "https://10.0.0.1:9998",
  },
  { what: "an API that was never checked", outputs: [], address: "http://10.0.0.1:9998" },
  {
    what: "a service without an address of its own",
    of: { Address: "10.0.0.2", ServiceAddress: "" },
    outputs: [],
    address: "http://10.0.0.2:9998",
  },
  {
    what: "an IPv6 address",
    of: { ServiceAddress: "fd00::1" },
    outputs: [],
    address: "http://[fd00::1]:9998",
  },
])("$what is at $address", ({ of, outputs, address }) => {
  const checks = [ttl, ...outputs.map((Output) => ({ ...check, Output }))];
  expect(fabiosOfInstances([{ ...registered, ...of }], checks)).toEqual([{ name: "fabio-vm-9998", address }]);
});

test("the check of one instance says nothing about another", () => {
  const other = { ...registered, Node: "other", ServiceAddress: "10.0.0.2" };
  const checks = [{ ...check, Output: "HTTP GET https://10.0.0.1:9998/health: 200 OK Output: OK\n" }];
  expect(fabiosOfInstances([registered, other], checks)).toEqual([
    { name: "fabio-vm-9998", address: "https://10.0.0.1:9998" },
    { name: "fabio-vm-9998", address: "http://10.0.0.2:9998" },
  ]);
});

test("an API that only its own machine reaches has no address", () => {
  expect(fabiosOfInstances([{ ...registered, ServiceAddress: "127.0.0.1" }], [])).toEqual([
    { name: "fabio-vm-9998", reason: "it is registered at 127.0.0.1, and runs on vm (10.0.0.1)" },
  ]);
});
