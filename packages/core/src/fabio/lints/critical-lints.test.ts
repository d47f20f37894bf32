import { describe, expect, test } from "vitest";

import type { ApiJob } from "../../jobspec/api-job.ts";
import { criticalLints } from "./critical-lints.ts";

const check = { Type: "tcp", PortLabel: "http", Interval: 10_000_000_000, Timeout: 1_000_000_000 };

type Service = NonNullable<NonNullable<NonNullable<ApiJob["TaskGroups"]>[number]["Services"]>[number]>;

function job(service: Service, more: Partial<ApiJob> = {}, group: object = {}): ApiJob {
  return {
    ID: "web",
    Name: "web",
    Datacenters: ["dc1"],
    TaskGroups: [
      {
        Name: "web",
        Count: 1,
        Networks: [{ Mode: "bridge", DynamicPorts: [{ Label: "http" }] }],
        Services: [{ Name: "web", PortLabel: "http", Checks: [check], ...service }],
        Tasks: [{ Name: "web", Driver: "docker", Config: { image: "web:1" } }],
        ...group,
      },
    ],
    ...more,
  };
}

function fabio(prefix: string, name = "fabio"): ApiJob {
  const config = { image: "fabiolb/fabio:1.7.3", args: [`-registry.consul.tagprefix=${prefix}`] };
  return {
    ID: name,
    Name: name,
    TaskGroups: [{ Name: "f", Tasks: [{ Name: "f", Driver: "docker", Config: config }] }],
  };
}

function found(jobs: readonly ApiJob[], options = {}): readonly string[] {
  return criticalLints(jobs, options).map(
    ({ severity, code, keys = [] }) => `${severity} ${code} ${keys.slice(2).join(".")}`,
  );
}

const poison = "urlprefix-/ weight=50%";
const poisoned = "critical tag-weight-invalid Services.0.Tags.0";

describe("what freezes the table is found wherever it stands", () => {
  test.each<[string, ApiJob, readonly string[]]>([
    ["a tag of a service", job({ Tags: [poison] }), [poisoned]],
    ["a tag that is fine", job({ Tags: ["urlprefix-/ weight=0.5"] }), []],
    [
      "a quotation mark in another tag",
      job({ Tags: ["urlprefix-/", '{"a":1}'] }),
      ["critical tag-quote Services.0.Tags.1"],
    ],
    [
      "a group of which nothing runs yet",
      job({ Tags: ["urlprefix-/[a"] }, {}, { Count: 0 }),
      ["critical path-glob-invalid Services.0.Tags.0"],
    ],
    [
      "a periodic job",
      job({ Tags: ["urlprefix-/[a"] }, { Type: "batch", Periodic: { Spec: "@daily" } }),
      ["critical path-glob-invalid Services.0.Tags.0"],
    ],
    [
      "a job that waits to be dispatched",
      job({ Tags: ["urlprefix-/[a"] }, { Type: "batch", ParameterizedJob: {} }),
      ["critical path-glob-invalid Services.0.Tags.0"],
    ],
    [
      "a system job",
      job({ Tags: ["urlprefix-/[a"] }, { Type: "system" }),
      ["critical path-glob-invalid Services.0.Tags.0"],
    ],
    ["a billion instances", job({ Tags: [poison] }, {}, { Count: 1_000_000_000 }), [poisoned]],
    ["a service of Nomad's own, which Fabio does not read", job({ Tags: [poison], Provider: "nomad" }), []],
    [
      "the tags of canaries",
      job({ Tags: ["urlprefix-/"], CanaryTags: ["urlprefix-/[a"] }, {}, { Update: { Canary: 1 } }),
      ["critical path-glob-invalid Services.0.CanaryTags.0"],
    ],
    [
      "the tags of a sidecar",
      job({ Tags: [], Connect: { SidecarService: { Tags: ["urlprefix-/[a"] } } }),
      ["critical path-glob-invalid Services.0.Connect.SidecarService.Tags.0"],
    ],
  ])("%s", (_, written, expected) => {
    expect(found([written])).toEqual(expected);
  });

  test("a tag that a sidecar inherits is told for both", () => {
    expect(found([job({ Tags: [poison], Connect: { SidecarService: {} } })])).toEqual([poisoned, poisoned]);
  });
});

describe("a variable that only the client knows", () => {
  test.each<[string, readonly string[]]>([
    ["urlprefix-/${node.unique.id}", []],
    // The client may fill in the bracket that is missing.
    ["urlprefix-/[${node.unique.id}", ["warning path-glob-invalid Services.0.Tags.0"]],
    ["urlprefix-/ weight=${attr.weight}", ["warning tag-weight-invalid Services.0.Tags.0"]],
    // It is wrong whatever the variable is.
    ["urlprefix-${node.unique.name}/ weight=50%", [poisoned]],
    ["urlprefix-/${attr.x} weight=${NOMAD_META_w}", [poisoned]],
    // Known: the job says it.
    ["urlprefix-/ weight=${NOMAD_META_w}", [poisoned]],
    ["urlprefix-/ weight=${NOMAD_META_fine}", []],
  ])("%s", (tag, expected) => {
    expect(found([job({ Tags: [tag] }, { Meta: { w: "50%", fine: "0.5" } })])).toEqual(expected);
  });

  test("says on what it depends", () => {
    const [finding] = criticalLints([job({ Tags: ["urlprefix-/[${node.unique.id}"] })]);
    expect(finding?.detail).toMatch(
      /^It depends on \$\{node\.unique\.id\}, which is known only where the job runs\. /,
    );
  });

  test("an address that the client fills in is an address", () => {
    expect(
      found([job({ Tags: ["urlprefix-/"], Address: "${attr.unique.platform.aws.public-hostname}" })]),
    ).toEqual([]);
  });
});

describe("each Fabio by its own prefix", () => {
  const lb = job({ Tags: ["lb-/ weight=50%"] });
  test.each<[string, readonly ApiJob[], readonly string[], readonly string[]]>([
    ["nobody has it", [lb], [], []],
    ["a job runs one that has it", [lb, fabio("lb-")], [], [poisoned]],
    ["the second of two has it", [fabio("other-"), lb, fabio("lb-", "second")], [], [poisoned]],
    ["the one of the configuration has it", [lb], ["lb-"], [poisoned]],
    ["the default one is none of those that are known", [job({ Tags: [poison] }), fabio("lb-")], [], []],
    [
      "a job runs one, the configuration names another",
      [job({ Tags: [poison] }), fabio("lb-")],
      ["urlprefix-"],
      [poisoned],
    ],
  ])("%s", (_, jobs, tagPrefixes, expected) => {
    expect(found(jobs, { tagPrefixes })).toEqual(expected);
  });
});

test("a mistake in the job that runs Fabio is found in that job", () => {
  const args = ["-proxy.addr=0.0.0.0:0;proto=tcp-dynamic"];
  const dynamic: ApiJob = {
    ...fabio("urlprefix-", "second"),
    TaskGroups: [
      { Name: "f", Tasks: [{ Name: "f", Driver: "docker", Config: { image: "fabiolb/fabio:1.7.3", args } }] },
    ],
  };
  expect(criticalLints([fabio("a-"), dynamic]).map(({ code, job: name }) => [code, name])).toEqual([
    ["dynamic-no-refresh", "second"],
  ]);
});

test("of jobs with one name in several namespaces the finding names the one that it is about", () => {
  const tags = ["urlprefix-/a weight=a"];
  const jobs = [
    job({ Name: "good", Tags: ["urlprefix-/b"] }, { Namespace: "one" }),
    job({ Name: "bad", Tags: tags }, { Namespace: "two" }),
    job({ Name: "other", Tags: tags }, { ID: "web-2" }),
  ];
  expect(
    criticalLints(jobs).map(({ job: name, jobId, namespace, service }) => [name, jobId, namespace, service]),
  ).toEqual([
    ["web", undefined, "two", "bad"],
    ["web", "web-2", undefined, "other"],
  ]);
});
