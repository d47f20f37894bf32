import { expect, test } from "vitest";

import { parseTag } from "./parse-tag.ts";

test.each<[tag: string, route: string, opts: string]>([
  ["urlprefix-Shop.COM/Cart strip=/Cart", "shop.com/Cart", "strip=/Cart"],
  ["  urlprefix-  /a  weight=1 ", "/a", " weight=1"],
  ["urlprefix-:80 proto=tcp", ":80", "proto=tcp"],
  ["urlprefix-Shop.COM", "Shop.COM", ""],
  ["urlprefix-", "", ""],
  ["urlprefix- strip=/x", "strip=/x", ""],
  ["urlprefix-a/b\tproto=tcp", "a/b\tproto=tcp", ""],
  ["urlprefix-${DC}.x/$DC/$list/$", "eu-1.x/EU-1//$", ""],
  ["urlprefix-${DC}.x", "${DC}.x", ""],
  ["urlprefix-${x/${DC", "x/DC", ""],
])("%j is the route %j with the options %j", (tag, route, opts) => {
  expect(parseTag(tag, { env: { DC: "EU-1" } })).toEqual({ kind: "route", route, opts });
});

test.each(["Urlprefix-a/", "v1", "", "urlprefi"])("%j is a plain tag", (tag) => {
  expect(parseTag(tag)).toEqual({ kind: "plain" });
});

test("before 1.5.14 a route without a slash was dropped", () => {
  expect(parseTag("urlprefix-a.com", { version: "1.5.13" })).toEqual({ kind: "dropped" });
  expect(parseTag("urlprefix-:80", { version: "1.5.13" })).toEqual({ kind: "route", route: ":80", opts: "" });
});

test("the prefix is as configured", () => {
  expect(parseTag("route:a/", { prefix: "route:" })).toEqual({ kind: "route", route: "a/", opts: "" });
});
