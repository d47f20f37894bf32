import { expect, test } from "vitest";

import { isDomainName } from "./domain-name.ts";

const label = "x".repeat(63);

// The answers of miekg/dns 1.1.72, with which Nomad 2.0.5 is built.
test.each([
  ["a", true],
  ["a.b.", true],
  [".", true],
  ["-a_b c:80", true],
  [`${label}.b`, true],
  [`${label}.${label}.${label}.${label}`, true],
  [String.raw`a\..b`, true],
  [String.raw`\046`, true],
  [String.raw`\\.`, true],
  ["", false],
  [".a", false],
  ["a..b", false],
  ["a..", false],
  [`x${label}`, false],
  ["é".repeat(32), false],
  [`${label}.${label}.${label}.${label}.a`, false],
  ["a\\", false],
  [String.raw`é\.`, false],
])("%j is a domain name: %s", (text, expected) => {
  expect(isDomainName(text)).toBe(expected);
});
