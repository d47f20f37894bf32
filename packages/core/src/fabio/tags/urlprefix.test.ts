import { expect, test } from "vitest";

import { urlprefix } from "./urlprefix.ts";

test.each([
  [urlprefix("mysite.com:9999/"), "urlprefix-mysite.com:9999/"],
  [urlprefix(":9997", { proto: "tcp" }), "urlprefix-:9997 proto=tcp"],
  [
    urlprefix("10.0.0.1:9997", { proto: "tcp", pxyproto: true }),
    "urlprefix-10.0.0.1:9997 proto=tcp pxyproto=true",
  ],
  [urlprefix(":${NOMAD_PORT_db}", { proto: "tcp" }), "urlprefix-:${NOMAD_PORT_db} proto=tcp"],
  [urlprefix("mysite-sni-1.com/", { proto: "tcp+sni" }), "urlprefix-mysite-sni-1.com/ proto=tcp+sni"],
  [
    urlprefix("mysite-https.com:9999/", { proto: "https", tlsskipverify: true }),
    "urlprefix-mysite-https.com:9999/ proto=https tlsskipverify=true",
  ],
  [urlprefix("/api", { strip: "/api", weight: 0.2 }), "urlprefix-/api strip=/api weight=0.2"],
  [
    urlprefix("*:80/", { redirect: [301, "https://$host$path"] }),
    "urlprefix-*:80/ redirect=301,https://$host$path",
  ],
  [urlprefix("a/", { allow: ["ip:10.0.0.0/8", "ip:::1"] }), "urlprefix-a/ allow=ip:10.0.0.0/8,ip:::1"],
  [
    urlprefix("/pkg.Service/", { proto: "grpcs", grpcservername: "grpc.example.com" }),
    "urlprefix-/pkg.Service/ proto=grpcs grpcservername=grpc.example.com",
  ],
])("%s", (tag, expected) => {
  expect(tag).toBe(expected);
});

test.each<[why: string, route: string, options?: object]>([
  ["no route", ""],
  ["a blank in the route", "a b/"],
  ["a tab in the route", "a/\tb"],
  ["a quotation mark in the route", 'a"/'],
  ["a path that is no glob", "a/[b"],
  ["a host that is no glob, on which every request would fail", "a[.com/"],
  ["a port with a path, which is never found", ":80/", { proto: "tcp" }],
  ["no port", ":0", { proto: "tcp" }],
  ["no port at all", ":65536", { proto: "tcp" }],
  ["what is no variable of Nomad", ":${PORT}", { proto: "tcp" }],
  ["an empty value", "a/", { host: "" }],
  ["a blank in a value", "a/", { host: "x y" }],
  ["a backslash, which would be doubled", "a/", { strip: "/a\\b" }],
  ["a weight on which Fabio crashes", "a/", { weight: Number.POSITIVE_INFINITY }],
  ["another one", "a/", { weight: 1e-320 }],
  ["a weight in percent", "a/", { weight: 50 }],
  ["a weight as text", "a/", { weight: "0.5" }],
  ["rules that leave the route open", "a/", { allow: ["10.0.0.0/8"] }],
  ["rules that leave the route open in part", "a/", { deny: ["ip:10.0.0.0/8", "ip:10.0.0.0/33"] }],
  ["both kinds of rules", "a/", { allow: ["ip:::1"], deny: ["ip:10.0.0.0/8"] }],
  ["rules without elements", "a/", { allow: [] }],
  ["two elements in one", "a/", { allow: ["ip:1.1.1.1,ip:2.2.2.2"] }],
  ["a redirect to what is no URL", "a/", { redirect: [301, "https://h:8443$path"] }],
  ["a redirect with a comma", "a/", { redirect: [301, "https://h/a,b"] }],
  ["a redirect with another status", "a/", { redirect: [200, "https://h/"] }],
])("%s is refused", (_why, route, options) => {
  expect(() => Reflect.apply(urlprefix, undefined, [route, options])).toThrow(
    expect.objectContaining({ name: "NomadxError", code: "usage" }),
  );
});
