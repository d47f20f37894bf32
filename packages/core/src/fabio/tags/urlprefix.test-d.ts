import { expectTypeOf, test } from "vitest";

import { urlprefix } from "./urlprefix.ts";

test("options that go together compile", () => {
  expectTypeOf(urlprefix("a/")).toEqualTypeOf<string>();
  urlprefix(":5432", { proto: "tcp", pxyproto: true, deny: ["ip:10.0.0.0/8"] });
  urlprefix("a/", { proto: "tcp+sni", weight: 0.5, register: "a" });
  urlprefix("a/b", { proto: "https", tlsskipverify: true, host: "dst", strip: "/b", auth: "basic" });
  urlprefix("/p.S/", { proto: "grpcs", grpcservername: "g", tlsskipverify: true });
  urlprefix("a/", { redirect: [301, "https://a$path"], strip: "/x" });
});

test("a host that is put together has a slash in its type", () => {
  const host = "a.com" satisfies string as string;
  urlprefix(`${host}/`);
  // @ts-expect-error -- a text that may be anything is no route
  urlprefix(host);
});

test("routes that Fabio does not take do not compile", () => {
  // @ts-expect-error -- a host without a slash
  urlprefix("a.com");
  // @ts-expect-error -- a port is for TCP
  urlprefix(":5432");
  // @ts-expect-error -- a port is for TCP
  urlprefix(":5432", { proto: "https" });
  // @ts-expect-error -- a server name has no port
  urlprefix(":5432", { proto: "tcp+sni" });
});

test("options that do not go together do not compile", () => {
  // @ts-expect-error -- allow or deny
  urlprefix("a/", { allow: ["ip:::1"], deny: ["ip:::2"] });
  // @ts-expect-error -- PROXY protocol is for TCP
  urlprefix("a/", { pxyproto: true });
  // @ts-expect-error -- plain HTTP has no certificate
  urlprefix("a/", { tlsskipverify: true });
  // @ts-expect-error -- the name is for grpcs
  urlprefix("a/", { proto: "grpc", grpcservername: "g" });
  // @ts-expect-error -- a redirect has no upstream
  urlprefix("a/", { proto: "https", redirect: [301, "https://a/"] });
  // @ts-expect-error -- TCP has no path
  urlprefix("a/", { proto: "tcp", strip: "/a" });
  // @ts-expect-error -- gRPC has no access rules
  urlprefix("a/", { proto: "grpc", allow: ["ip:::1"] });
  // @ts-expect-error -- elements need their type
  urlprefix("a/", { allow: ["10.0.0.0/8"] });
  // @ts-expect-error -- a prefix begins with a slash
  urlprefix("a/", { strip: "a" });
  // @ts-expect-error -- only true means something
  urlprefix("a/", { proto: "https", tlsskipverify: false });
  // @ts-expect-error -- unknown to Fabio
  urlprefix("a/", { transparent: true });
});
