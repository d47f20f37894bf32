import { expect, test } from "vitest";

import { formatDnsServer, readDnsServer } from "./dns-server.ts";

test.each([
  ["127.0.0.1:8600", "127.0.0.1:8600"],
  ["127.0.0.1", "127.0.0.1:8600"],
  ["10.0.0.1:53", "10.0.0.1:53"],
  ["consul.internal", "consul.internal:8600"],
  ["::1", "[::1]:8600"],
  ["[::1]", "[::1]:8600"],
  ["[2001:db8::1]:53", "[2001:db8::1]:53"],
])("%s is %s", (text, expected) => {
  expect(formatDnsServer(readDnsServer(text))).toBe(expected);
});

test.each([
  "",
  ":53",
  "host:0",
  "host:65536",
  "host:x",
  "http://host:8600",
  "[host]:53",
  "a b",
  "u@h",
  "::1:x",
])("%j is no server", (text) => {
  expect(() => readDnsServer(text)).toThrow("is not the address of a DNS server");
});
