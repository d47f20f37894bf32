import { expect, test } from "vitest";

import { redirectOf } from "./redirect.ts";

// Locations are those that Fabio 1.7.3 sends.
const request = { host: "foo.com:99", path: "/a/b/c", rawPath: "/a%2Fb/c", query: "q=1" };

test.each<[dst: string, opts: Record<string, string>, location: string]>([
  ["https://bar.com", {}, "https://bar.com/"],
  ["https://bar.com/x", {}, "https://bar.com/x"],
  ["https://bar.com$path", {}, "https://bar.com/a/b/c?q=1"],
  ["https://bar.com/$path", {}, "https://bar.com/a%2Fb/c?q=1"],
  ["https://bar.com/x$path?y=2", {}, "https://bar.com/x/a%2Fb/c?y=2"],
  ["https://$host$path", {}, "https://foo.com:99/a/b/c?q=1"],
  ["https://bar.com/$path", { strip: "/a", prepend: "/p" }, "https://bar.com/p%2Fb/c?q=1"],
  ["https://bar.com/$path", { strip: "/zz" }, "https://bar.com/a%2Fb/c?q=1"],
  ["https://bar.com/$path/$path", {}, "https://bar.com/a%2Fb/c/$path?q=1"],
])("%s with %j leads to %s", (dst, opts, location) => {
  expect(redirectOf({ dst, opts: { ...opts, redirect: "301" } }, request)).toMatchObject({
    code: 301,
    location,
  });
});

// Without scheme and host it is made absolute and cleaned.
test.each([
  ["/x/../y/$path", "/y/a%2Fb/c?q=1"],
  ["/x//y/?é=1", "/x/y/?%c3%a9=1"],
  ["z/./y", "/a%2Fb/z/y"],
  ["?x=1", "/?x=1"],
])("%s leads to %s", (dst, location) => {
  expect(redirectOf({ dst, opts: { redirect: "301" } }, request)?.location).toBe(location);
});

test("bytes that are no UTF-8 are repeated as they came", () => {
  const latin = { host: "foo.com", path: "/a\uFFFD", rawPath: "/a%E4" };
  expect(redirectOf({ dst: "https://bar.com/$path", opts: { redirect: "301" } }, latin)?.location).toBe(
    "https://bar.com/a%E4",
  );
});

test("what a loop is told by comes along", () => {
  expect(redirectOf({ dst: "https://$host$path", opts: { redirect: "308" } }, request)).toEqual({
    code: 308,
    location: "https://foo.com:99/a/b/c?q=1",
    scheme: "https",
    host: "foo.com:99",
    path: "/a/b/c",
  });
});

test.each([undefined, "", "abc", "200", "400"])("redirect=%s is no redirect", (redirect) => {
  expect(
    redirectOf({ dst: "https://bar.com/", opts: redirect === undefined ? {} : { redirect } }, request),
  ).toBe(undefined);
});
