import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { NomadxError } from "../../diagnostics/errors.ts";
import { nodeDnsName, queryDnsName, rfc2782DnsName, serviceDnsName } from "./dns-name.ts";

test.each([
  [serviceDnsName("web"), "web.service.consul"],
  [serviceDnsName("web", { datacenter: "dc1" }), "web.service.dc1.consul"],
  [serviceDnsName("web", { domain: "corp.example." }), "web.service.corp.example"],
  [serviceDnsName("web", { tag: "v1" }), "v1.web.service.consul"],
  [serviceDnsName("web", { tag: "v1.2", datacenter: "dc1" }), "v1.2.web.service.dc1.consul"],
  [serviceDnsName("web", { tag: "urlprefix-web.test:9999/" }), "urlprefix-web.test:9999/.web.service.consul"],
  [serviceDnsName("_web", { tag: "_v.1" }), "_v.1._web.service.consul"],
  [serviceDnsName("My_Web", { tag: "tcp" }), "tcp.My_Web.service.consul"],
  [rfc2782DnsName("web"), "_web._tcp.service.consul"],
  [rfc2782DnsName("web", { tag: "v1", datacenter: "dc1" }), "_web._v1.service.dc1.consul"],
  [rfc2782DnsName("_web", { tag: "_v1" }), "__web.__v1.service.consul"],
  [nodeDnsName("n1"), "n1.node.consul"],
  [nodeDnsName("n1.rack_2", { datacenter: "dc1" }), "n1.rack_2.node.dc1.consul"],
  [queryDnsName("nearest-web", { datacenter: "dc1" }), "nearest-web.query.dc1.consul"],
])("%s", (made, expected) => {
  expect(made).toBe(expected);
});

describe("what Consul's DNS cannot be asked for", () => {
  const long = "l".repeat(64);
  test.each<[string, () => string, string]>([
    ["an empty service", () => serviceDnsName(""), "The service is empty"],
    ["a service with a dot", () => serviceDnsName("a.b"), 'The service "a.b" has a dot'],
    ["a long service", () => serviceDnsName(long), "The service has 64 bytes"],
    ["a service with a space", () => serviceDnsName("a b"), 'The service "a b" has " " in it'],
    ["letters beyond ASCII", () => serviceDnsName("straße"), 'has "ß" in it'],
    [
      "an empty part of a tag",
      () => serviceDnsName("web", { tag: "a..b" }),
      "The tag, between its dots, is empty",
    ],
    ["underscores before tag and service", () => serviceDnsName("_web", { tag: "_v" }), "for the service v"],
    [
      "the tag tcp by RFC 2782",
      () => rfc2782DnsName("web", { tag: "TCP" }),
      "_tcp stands for every instance",
    ],
    [
      "a tag with a dot by RFC 2782",
      () => rfc2782DnsName("web", { tag: "v1.2" }),
      'The tag "v1.2" has a dot',
    ],
    ["no room for the underscore", () => rfc2782DnsName("l".repeat(63)), "underscore has 64 bytes"],
    [
      "a datacenter that is a word of Consul's",
      () => serviceDnsName("web", { datacenter: "node" }),
      "datacenter",
    ],
    ["a datacenter with a dot", () => nodeDnsName("n", { datacenter: "a.b" }), "datacenter"],
    ["an empty domain", () => nodeDnsName("n", { domain: "" }), "The domain is empty"],
    ["a long name", () => nodeDnsName(`${"l".repeat(60)}.`.repeat(4).concat("n")), "has 257 bytes"],
  ])("%s", (_, make, message) => {
    expect(make).toThrow(
      expect.objectContaining({ code: "usage", message: expect.stringContaining(message) }),
    );
  });

  // Each was registered in a Consul 1.8.7, as a service and as a tag, and looked up.
  test.each([" ", '"', "'", "(", ")", ";", "@", "\\", "é", "\u0007"])("%j", (character) => {
    expect(() => serviceDnsName(`a${character}b`)).toThrow(NomadxError);
    expect(() => serviceDnsName("web", { tag: `a${character}b` })).toThrow(NomadxError);
  });

  test("any other character of ASCII that can be printed is found", () => {
    const others = "!#$%&*+,-/0123456789:<=>?ABCXYZ[]^_`abcxyz{|}~";
    expect(serviceDnsName(others)).toBe(`${others}.service.consul`);
  });
});

test("a name has labels of 1 to 63 bytes, 253 bytes at most, and ends in its parts; or there is an error that says why", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "Z", "9", "-", "_", ".", "/", " ", "é", "l".repeat(30)),
    maxLength: 12,
  });
  let made = 0;
  fc.assert(
    fc.property(text, fc.option(text, { nil: undefined }), fc.boolean(), (service, tag, isRfc) => {
      const options = { ...(tag !== undefined && { tag }), datacenter: "dc1" };
      try {
        const name = isRfc ? rfc2782DnsName(service, options) : serviceDnsName(service, options);
        made += 1;
        expect(name.length).toBeLessThanOrEqual(253);
        for (const label of name.split(".")) expect(label).toMatch(/^[!-~]{1,63}$/);
        expect(name).toBe(
          isRfc
            ? `_${service}._${tag ?? "tcp"}.service.dc1.consul`
            : `${tag === undefined ? "" : `${tag}.`}${service}.service.dc1.consul`,
        );
      } catch (error) {
        if (!(error instanceof NomadxError)) throw error;
        expect(error.code).toBe("usage");
      }
    }),
  );
  expect(made).toBeGreaterThan(0);
});
