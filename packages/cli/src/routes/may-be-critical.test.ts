import { criticalLints, lints } from "@nomadx/core/fabio";
import type { ApiJob } from "@nomadx/core/jobspec";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { mayBeCritical } from "./may-be-critical.ts";

type Service = NonNullable<NonNullable<NonNullable<ApiJob["TaskGroups"]>[number]["Services"]>[number]>;

function job(service: Service, more: object = {}, name = "web"): ApiJob {
  return {
    ID: name,
    Name: name,
    Datacenters: ["dc1"],
    TaskGroups: [
      {
        Name: name,
        Count: 2,
        Update: { Canary: 1 },
        Networks: [{ Mode: "bridge", DynamicPorts: [{ Label: "http" }] }],
        Services: [{ Name: "web", PortLabel: "http", ...service }],
        Tasks: [{ Name: "web", Driver: "docker", Config: { image: "web:1" }, ...more }],
      },
    ],
  };
}

function fabio(...args: readonly string[]): ApiJob {
  return job({}, { Config: { image: "fabiolb/fabio:1.7.3", args } });
}

describe("ordinary jobs are told without Fabio's rules", () => {
  test.each<[string, Service]>([
    ["no tags", {}],
    ["a host and a path", { Tags: ["urlprefix-mysite.com:9999/"] }],
    ["options", { Tags: ["urlprefix-*.example.com/api strip=/api proto=https tlsskipverify=true"] }],
    ["a port", { Tags: ["urlprefix-:5432 proto=tcp"] }],
    ["tags of others beside it", { Tags: ["urlprefix-/", "v1.2", "env=prod"], CanaryTags: ["urlprefix-a/"] }],
    ["the tags of a sidecar", { Connect: { SidecarService: { Tags: ["urlprefix-/"] } } }],
  ])("%s", (_, service) => {
    expect(mayBeCritical(job(service), ["lb-"])).toBe(false);
    expect(criticalLints([job(service)])).toEqual([]);
  });
});

describe("what a critical lint finds is never taken for ordinary", () => {
  // A new critical lint fails the first test: look what `mayBeCritical` needs for it.
  const found: Readonly<Record<string, readonly ApiJob[]>> = {
    "tag-empty": [
      job({ Tags: ["urlprefix-"] }),
      job({ Tags: [" urlprefix- "] }),
      job({ CanaryTags: ["urlprefix-"] }),
    ],
    "tag-tab-separator": [job({ Tags: ["urlprefix-/\tstrip=/a"] }), job({ Tags: ["urlprefix-/a\nb"] })],
    "tag-weight-invalid": [job({ Tags: ["urlprefix-/ weight=a"] })],
    "tag-weight-infinite": [job({ Tags: ["urlprefix-/ weight=inf"] })],
    "tag-weight-overflow": [job({ Tags: ["urlprefix-/ weight=1e308"] })],
    "path-glob-invalid": [
      job({ Tags: ["urlprefix-/[a"] }),
      job({ Tags: [`urlprefix-/${"a*".repeat(501)}`] }),
      job({ Connect: { SidecarService: { Tags: ["urlprefix-/[a"] } } }),
    ],
    "host-glob-invalid": [job({ Tags: ["urlprefix-[a/"] })],
    "redirect-url-invalid": [job({ Tags: ["urlprefix-/ redirect=301,"] })],
    "tag-quote": [job({ Tags: ["urlprefix-/", '"'] })],
    "service-name-space": [
      job({ Name: "a b", Tags: ["urlprefix-/"] }),
      job({ Name: null, Tags: ["urlprefix-/"] }, {}, "a b"),
    ],
    "address-unparsable": [job({ Address: "fe80::1%eth0", Tags: ["urlprefix-/"] })],
    "line-too-long": [job({ Tags: ["urlprefix-/", "a".repeat(65_536)] })],
    "access-parse": [job({ Tags: ["urlprefix-/ allow=ip:a"] }), job({ Tags: ["urlprefix-/ deny=a"] })],
    "access-both": [job({ Tags: ["urlprefix-/ allow=ip:10.0.0.0/8 deny=ip:10.0.0.1"] })],
    "dynamic-no-refresh": [fabio("-proxy.addr=0.0.0.0:0;proto=tcp-dynamic")],
  };
  // Of what no job file says.
  const ofOthers = ["kv-syntax", "kv-weight-no-match", "start-with-poison"];

  test("each lint is tried", () => {
    const critical = lints.filter(({ severity }) => severity === "critical").map(({ id }) => id);
    expect([...Object.keys(found), ...ofOthers].toSorted()).toEqual(critical.toSorted());
  });

  test.each(Object.entries(found).flatMap(([code, jobs]) => jobs.map((each) => [code, each] as const)))(
    "%s",
    (code, each) => {
      expect(criticalLints([each]).map((finding) => finding.code)).toContain(code);
      expect(mayBeCritical(each, [])).toBe(true);
    },
  );

  test("a tag that is the prefix of the configuration", () => {
    expect(criticalLints([job({ Tags: ["lb"] })], { tagPrefixes: ["lb"] })).toHaveLength(1);
    expect(mayBeCritical(job({ Tags: ["lb"] }), ["lb"])).toBe(true);
  });

  test("whatever the tags", () => {
    const text = fc.string({ unit: fc.constantFrom(..."ab1.:/*-_= ,".split("")), maxLength: 20 });
    const option = fc.constantFrom(
      "strip",
      "prepend",
      "proto",
      "host",
      "register",
      "auth",
      "tlsskipverify",
      "Weight",
      "x",
    );
    const value = fc.oneof(
      text,
      fc.constantFrom("tcp", "https", "grpc", "tcp+sni", "dst", "inf", "ip:1", "/a"),
    );
    const tag = fc
      .tuple(
        fc.constantFrom("urlprefix-", "lb", "", " urlprefix-"),
        text,
        fc.array(
          fc.tuple(option, value).map((words) => words.join("=")),
          { maxLength: 3 },
        ),
      )
      .map(([prefix, route, options]) => [`${prefix}${route}`, ...options].join(" "));
    const tags = fc.array(tag, { maxLength: 4 });
    const name = fc.string({ unit: fc.constantFrom(..."ab-. %[".split("")), minLength: 1, maxLength: 4 });
    let ordinary = 0;
    fc.assert(
      fc.property(tags, tags, name, (Tags, CanaryTags, jobName) => {
        const each = job({ Tags, CanaryTags }, {}, jobName);
        if (mayBeCritical(each, ["lb"])) return;
        ordinary++;
        expect(criticalLints([each], { tagPrefixes: ["urlprefix-", "lb"] })).toEqual([]);
      }),
      { numRuns: 300 },
    );
    expect(ordinary).toBeGreaterThan(30);
  });
});
