import { describe, expect, test } from "vitest";

import { readRequestUri, routedPath } from "./request-uri.ts";

describe("a request's URI", () => {
  test.each([
    ["/a/../b//c/", { decodedPath: "/a/../b//c/", path: "/b/c/", query: "" }],
    ["/a%252Fb?x=1/../2", { decodedPath: "/a%2Fb", path: "/a/b", query: "x=1/../2" }],
    ["/a%2Fb", { decodedPath: "/a/b", path: "/a/b", rawPath: "/a%2Fb", query: "" }],
    ["/caf%C3%A9", { decodedPath: "/café", path: "/café", query: "" }],
    ["/caf%E9", { decodedPath: "/caf\uFFFD", path: "/caf\uFFFD", rawPath: "/caf%E9", query: "" }],
    ["//admin/y", { decodedPath: "//admin/y", path: "/y", query: "" }],
    ["//admin", { decodedPath: "//admin", path: ".", query: "" }],
    ["/a%3Fb%23c", { decodedPath: "/a?b#c", path: "/a", query: "" }],
    ["/a%25zz/.", { decodedPath: "/a%zz/.", path: "/a%zz", query: "" }],
    ["http://shop.example:80/x?y", { host: "shop.example:80", decodedPath: "/x", path: "/x", query: "y" }],
    ["http://shop.example", { host: "shop.example", decodedPath: "", path: ".", query: "" }],
    ["*", { decodedPath: "*", path: "*", query: "" }],
  ])("%s is routed by its cleaned path", (uri, expected) => {
    expect(readRequestUri(uri)).toEqual(expected);
  });

  test.each([
    ["/a%2", 'parse "/a%2": invalid URL escape "%2"'],
    ["", 'parse "": empty url'],
    ["shop", 'parse "shop": invalid URI for request'],
    [":80/", 'parse ":80/": missing protocol scheme'],
    ["/a\tb", 'parse "/a\\tb": net/url: invalid control character in URL'],
    ["http://a#b", 'parse "http://a#b": invalid character "#" in host name'],
    ["http://[::1/", "parse \"http://[::1/\": missing ']' in host"],
  ])("%j is refused", (uri, error) => {
    expect(readRequestUri(uri)).toEqual({ error });
  });

  test("is routed by its decoded path up to 1.7.2", () => {
    expect(readRequestUri("/a/..//b%252F", "1.7.2")).toMatchObject({ path: "/a/..//b%2F" });
    expect(routedPath("//x/../y", "1.7.2")).toBe("//x/../y");
  });
});
