import { expect, test } from "vitest";

import { readRegistration, registrationName } from "./registration.ts";
import { healthEntry } from "../testing/health-entry.ts";

const id = "0f2d7a34-1b6c-4f0e-9a55-3c2f5d8e7b10";

test.each([
  ["a service of a group", `_nomad-task-${id}-group-web-web-http`, id],
  ["a service of a task", `_nomad-task-${id}-server-web-http`, id],
  ["a Connect sidecar", `_nomad-task-${id}-group-web-web-http-sidecar-proxy`, id],
  ["a client of Nomad, which has no allocation", "_nomad-client-abc", undefined],
  ["somebody else", "web-1", undefined],
  ["somebody whose ID only resembles", "_nomad-task-12345678-web", undefined],
])("the allocation in the ID of %s", (_, ID, allocation) => {
  const registration = readRegistration(healthEntry({ id: ID }));
  expect(registration.allocation).toBe(allocation);
});

test.each([
  ["the service's", "10.0.0.7:80", "10.0.0.7:80"],
  ["the node's, where the service has none", ":80", "127.0.0.1:80"],
  ["an IPv6 address, in brackets", "fd00::7:80", "[fd00::7]:80"],
])("the address is %s", (_, address, expected) => {
  expect(readRegistration(healthEntry({ address })).address).toBe(expected);
});

test.each([
  ["passing", "HTTP GET: 200 OK", undefined],
  [
    "critical",
    "dial tcp 10.0.0.7:80: connection refused\nand more",
    'check "alive" is critical: dial tcp 10.0.0.7:80: connection refused',
  ],
  ["warning", "", 'check "alive" is warning'],
  ["critical", `${"x".repeat(199)}yz`, `check "alive" is critical: ${"x".repeat(199)}y…`],
] as const)("a check that is %s with the output %j", (status, output, complaint) => {
  const registration = readRegistration(healthEntry({ status, output }));
  expect({ status: registration.status, complaint: registration.complaint }).toEqual({ status, complaint });
});

test("a check without a name is called by its ID", () => {
  const entry = healthEntry({ id: "w1", status: "critical" });
  const Checks = entry.Checks.map((check) => ({ ...check, Name: "" }));
  expect(readRegistration({ ...entry, Checks }).complaint).toBe('check "check:w1" is critical');
});

test("a service in maintenance says why", () => {
  const entry = healthEntry({ id: "w1", status: "critical" });
  const Checks = entry.Checks.map((check) => ({
    ...check,
    CheckID: "_service_maintenance:w1",
    Name: "Service Maintenance Mode",
    Notes: "disk swap",
  }));
  expect(readRegistration({ ...entry, Checks }).complaint).toBe("it is in maintenance: disk swap");
});

test("for people it is the allocation, or the ID of what Nomad did not register", () => {
  const names = [{ allocation: 1 }, { id: "w9" }].map((parts) =>
    registrationName(readRegistration(healthEntry(parts))),
  );
  expect(names).toEqual(["allocation 00000001 at 10.0.0.1:80", "w9 at 10.0.0.99:80"]);
});
