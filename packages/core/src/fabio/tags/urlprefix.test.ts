import { expect, test } from "vitest";

import { urlprefix } from "./urlprefix.ts";

test.each([
  [urlprefix("mysite.com:9999/"), "urlprefix-mysite.com:9999/"],
  [urlprefix(":9997", { proto: "tcp" }), "urlprefix-:9997 proto=tcp"],
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
])("%s", (tag, expected) => {
  expect(tag).toBe(expected);
});

test.each([
  () => urlprefix(""),
  () => urlprefix("a b/"),
  () => urlprefix('a"/'),
  () => urlprefix("a/", { host: "" }),
  () => urlprefix("a/", { host: "x y" }),
  () => urlprefix("a/", { weight: Number.POSITIVE_INFINITY }),
])("what would freeze Fabio's table is refused: %s", (build) => {
  expect(build).toThrow(expect.objectContaining({ name: "NomadxError", code: "usage" }));
});
