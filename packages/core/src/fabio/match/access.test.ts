import { expect, test } from "vitest";

import { isAccessDenied, parseAccessRules } from "./access.ts";
import { isAuthorized } from "./auth.ts";

test.each<
  [opts: Record<string, string>, remoteAddress: string, forwardedFor: string | undefined, denied: boolean]
>([
  [{}, "1.2.3.4:1", undefined, false],
  [{ allow: "ip:10.0.0.0/8" }, "10.1.1.1:1", undefined, false],
  [{ allow: "ip:10.0.0.0/8" }, "11.1.1.1:1", undefined, true],
  [{ allow: "ip:10.0.0.0/8" }, "[::ffff:10.1.1.1]:1", undefined, false],
  [{ allow: "ip:10.0.0.0/8" }, "10.1.1.1:1", "10.1.1.1, 11.1.1.1", true],
  [{ allow: "ip:10.0.0.0/8" }, "10.1.1.1:1", "unknown, 10.9.9.9", false],
  [{ allow: "ip:10.0.0.0/8" }, "11.1.1.1", undefined, false],
  [{ allow: "ip:10.0.0.0/8" }, "[fe80::1%eth0]:1", undefined, false],
  [{ deny: "IP: fe80::1 ,ip:100.123.0.0/16" }, "[fe80::1]:1", undefined, true],
  [{ deny: "ip:fe80::1234,100.123.0.0/16" }, "100.123.0.1:1", undefined, false],
  [{ deny: "ip:fe80::1234,100.123.0.0/16" }, "[fe80::1234]:1", undefined, true],
  [{ deny: "\u0130P:100.123.0.0/16" }, "100.123.0.1:1", undefined, true],
  [{ deny: "100.123.0.0/16" }, "100.123.0.1:1", undefined, false],
  [{ allow: "ip:10.0.0.0/8", deny: "ip:10.0.0.0/8" }, "10.1.1.1:1", undefined, false],
])("%j, %s, X-Forwarded-For %j: denied %s", (opts, remoteAddress, forwardedFor, denied) => {
  const { rules } = parseAccessRules(opts);
  expect(isAccessDenied(rules, { remoteAddress, ...(forwardedFor !== undefined && { forwardedFor }) })).toBe(
    denied,
  );
});

test.each([
  ["10.0.0.0/8", "invalid access item, expected <type>:<data>, got [10.0.0.0/8]"],
  ["xx:10.0.0.0/8", "unknown access item type: xx"],
  ["ip:10.0.0", "failed to parse IP 10.0.0"],
  ["ip:10.0.0.0/33", "failed to parse CIDR ip:10.0.0.0/33 with error: invalid CIDR address: 10.0.0.0/33"],
])("%s: %s", (allow, error) => {
  expect(parseAccessRules({ allow })).toEqual({ error });
});

test("a scheme that is not configured lets nobody through", () => {
  expect(isAuthorized({}, {})).toBe(true);
  expect(isAuthorized({ auth: "a" }, { a: true })).toBe(true);
  expect(isAuthorized({ auth: "a" }, { a: false })).toBe(false);
  expect(isAuthorized({ auth: "constructor" }, {})).toBe(false);
});
