import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { NomadxError } from "../../diagnostics/errors.ts";
import type { ApiJob } from "../../jobspec/api-job.ts";
import { arbitraryJob } from "../../jobspec/testing/arbitrary-job.ts";
import { diffLines } from "../testing/diff-lines.ts";
import { diffJobs, diffStoredJobs } from "./diff-jobs.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];
type Task = NonNullable<Group["Tasks"]>[number];

function jobOf(group: Group, job: ApiJob = {}): ApiJob {
  return { ID: "shop", ...job, TaskGroups: [{ Name: "web", Tasks: [{ Name: "server" }], ...group }] };
}

function jobWith(task: Task): ApiJob {
  return jobOf({ Tasks: [{ Name: "server", Driver: "docker", ...task }] });
}

/** The lines below the group. */
function groupLines(before: Group, after: Group): string[] {
  return diffLines(diffJobs(jobOf(before), jobOf(after)))
    .slice(2)
    .map((line) => line.slice(4));
}

/** The lines below the task. */
function taskLines(before: Task, after: Task): string[] {
  return diffLines(diffJobs(jobWith(before), jobWith(after)))
    .slice(3)
    .map((line) => line.slice(6));
}

describe("a job", () => {
  test("that is new has all its fields, and those with zero values", () => {
    const { Type, ID, Fields, Objects } = diffJobs(null, { ID: "shop", Meta: { team: "a" } });
    expect({ Type, ID }).toEqual({ Type: "Added", ID: "shop" });
    expect(Fields?.map(({ Name, New }) => `${Name}=${New}`)).toEqual([
      "AllAtOnce=false",
      "Dispatched=false",
      "Meta[team]=a",
      "Name=shop",
      "Namespace=default",
      "NodePool=default",
      "Priority=50",
      "Region=global",
      "Stop=false",
      "Type=service",
    ]);
    expect(Objects?.map(({ Name, Type: type }) => [Name, type])).toEqual([["Datacenters", "Added"]]);
  });

  test("that is gone is deleted with all that it had", () => {
    const { Type, ID, TaskGroups } = diffJobs(jobOf({}), null);
    expect({ Type, ID }).toEqual({ Type: "Deleted", ID: "shop" });
    expect(TaskGroups?.[0]?.Type).toBe("Deleted");
    expect(TaskGroups?.[0]?.Tasks?.[0]?.Type).toBe("Deleted");
  });

  test("of which there is neither is no difference", () => {
    expect(diffJobs(null, null)).toEqual({
      Type: "None",
      ID: "",
      Fields: null,
      Objects: null,
      TaskGroups: null,
    });
  });

  test("is not compared with another one", () => {
    expect(() => diffJobs({ ID: "a" }, { ID: "b" })).toThrow(NomadxError);
    expect(() => diffStoredJobs({ ID: "a" }, { ID: "b" })).toThrow(
      'different IDs cannot be compared: "a" and "b"',
    );
  });

  test.each<[string, ApiJob, ApiJob, string[]]>([
    ["no change", {}, {}, []],
    [
      "its state, versions and indexes",
      {},
      { Status: "dead", Version: 7, Stable: true, JobModifyIndex: 3 },
      [],
    ],
    ["a spread, which is in no diff", {}, { Spreads: [{ Attribute: "${node.class}" }] }, []],
    ["an order of datacenters", { Datacenters: ["a", "b"] }, { Datacenters: ["b", "a", "b"] }, []],
    [
      "datacenters, with the one that stays as context",
      { Datacenters: ["a", "b"] },
      { Datacenters: ["b", "c"] },
      ["Edited Datacenters", '  Added Datacenters: "" => "c"', '  Deleted Datacenters: "a" => ""'],
    ],
    [
      "a cron expression, and its older way",
      { Periodic: { Spec: "@daily" } },
      { Periodic: { Specs: ["@daily"] } },
      [
        "Edited Periodic",
        '  Deleted Spec: "@daily" => ""',
        "  Added Specs",
        '    Added Specs: "" => "@daily"',
      ],
    ],
    [
      "links, by their positions",
      { UI: { Links: [{ Label: "a", URL: "http://a" }] } },
      {
        UI: {
          Links: [
            { Label: "b", URL: "http://a" },
            { Label: "c", URL: "http://c" },
          ],
        },
      },
      [
        "Edited UI",
        "  Edited Link",
        '    Edited Label: "a" => "b"',
        "  Added Link",
        '    Added Label: "" => "c"',
        '    Added Url: "" => "http://c"',
      ],
    ],
  ])("%s", (_, before, after, lines) => {
    const shown = diffLines(diffJobs({ ID: "shop", ...before }, { ID: "shop", ...after }));
    expect(shown).toEqual(
      lines.length === 0 ? ["None job"] : ["Edited job", ...lines.map((line) => `  ${line}`)],
    );
  });
});

describe("a group", () => {
  test.each<[string, Group, Group, string[]]>([
    [
      "count and meta",
      { Meta: { a: "1" } },
      { Count: 2, Meta: { b: "2" } },
      ['Edited Count: "1" => "2"', 'Deleted Meta[a]: "1" => ""', 'Added Meta[b]: "" => "2"'],
    ],
    [
      "its delay at shutdown, where there is one",
      { ShutdownDelay: 5 },
      {},
      ['Deleted ShutdownDelay: "5" => ""'],
    ],
    [
      "a constraint, known by all it says",
      { Constraints: [{ LTarget: "${attr.cpu.arch}", Operand: "=", RTarget: "amd64" }] },
      { Constraints: [{ LTarget: "${attr.cpu.arch}", Operand: "=", RTarget: "arm64" }] },
      [
        "Added Constraint",
        '  Added LTarget: "" => "${attr.cpu.arch}"',
        '  Added Operand: "" => "="',
        '  Added RTarget: "" => "arm64"',
        "Deleted Constraint",
        '  Deleted LTarget: "${attr.cpu.arch}" => ""',
        '  Deleted Operand: "=" => ""',
        '  Deleted RTarget: "amd64" => ""',
      ],
    ],
    [
      "the pause of its update, which is in no diff",
      { Update: { Stagger: 1 } },
      { Update: { Stagger: 2 } },
      [],
    ],
    [
      "the treatment of disconnected clients, what is not set as nil",
      {},
      { Disconnect: { LostAfter: 1 } },
      [
        "Added Disconnect",
        '  Added LostAfter: "" => "1"',
        '  Added Reconcile: "" => "best_score"',
        '  Added Replace: "" => "true"',
        '  Added StopOnClientAfter: "" => "nil"',
      ],
    ],
    [
      "a port: the network is another one",
      { Networks: [{ Mode: "bridge", ReservedPorts: [{ Label: "http", Value: 80 }] }] },
      {
        Networks: [
          { Mode: "bridge", DynamicPorts: [{ Label: "http", Value: 7 }], DNS: { Servers: ["b", "a"] } },
        ],
      },
      [
        "Added Network",
        '  Added Mode: "" => "bridge"',
        "  Added Dynamic Port",
        '    Added HostNetwork: "" => "default"',
        '    Added Label: "" => "http"',
        '    Added To: "" => "0"',
        "  Added DNS",
        '    Added Servers: "" => "b,a"',
        "Deleted Network",
        '  Deleted Mode: "bridge" => ""',
        "  Deleted Static Port",
        '    Deleted HostNetwork: "default" => ""',
        '    Deleted IgnoreCollision: "false" => ""',
        '    Deleted Label: "http" => ""',
        '    Deleted To: "0" => ""',
        '    Deleted Value: "80" => ""',
      ],
    ],
    [
      "a resolver without settings is another network",
      { Networks: [{ Mode: "bridge" }] },
      { Networks: [{ Mode: "bridge", DNS: {} }] },
      [
        "Added Network",
        '  Added Mode: "" => "bridge"',
        "  Added DNS",
        "Deleted Network",
        '  Deleted Mode: "bridge" => ""',
      ],
    ],
    [
      "flags of a volume",
      { Volumes: { data: { Name: "data", Type: "csi", MountOptions: { MountFlags: ["a", "b"] } } } },
      { Volumes: { data: { Name: "data", Type: "csi", MountOptions: { MountFlags: ["b"] } } } },
      [
        "Edited Volume",
        "  Edited MountOptions",
        "    Deleted MountFlags",
        '      Deleted MountFlags: "a" => ""',
      ],
    ],
    ["scaling, though nothing changed", { Scaling: { Max: 3 } }, { Scaling: { Max: 3 } }, ["Edited Scaling"]],
    [
      "the policy of scaling, with numbers as Go prints them",
      { Scaling: { Max: 3, Policy: { cooldown: "1m" } } },
      { Scaling: { Max: 4, Policy: { cooldown: "1m", most: 1_000_000, check: [{ a: [null, {}] }] } } },
      [
        "Edited Scaling",
        '  Edited Max: "3" => "4"',
        "  Edited Policy",
        '    Added check[0][a][0]: "" => "nil"',
        '    Added most: "" => "1e+06"',
      ],
    ],
  ])("%s", (_, before, after, lines) => {
    expect(groupLines(before, after)).toEqual(lines);
  });

  test("that changes where nobody sees it is edited without a field", () => {
    const lines = diffLines(diffJobs(jobOf({ Spreads: [] }), jobOf({ Spreads: [{ Attribute: "a" }] })));
    expect(lines).toEqual(["Edited job", "  Edited group web"]);
  });

  test("groups and tasks stand in the order of their names, the last of one name counts", () => {
    const before = { ID: "shop", TaskGroups: [{ Name: "b" }, { Name: "a", Count: 9 }, { Name: "a" }] };
    const after = { ID: "shop", TaskGroups: [{ Name: "ä" }, { Name: "a" }] };
    expect(diffJobs(before, after).TaskGroups?.map(({ Name, Type }) => [Name, Type])).toEqual([
      ["a", "None"],
      ["b", "Deleted"],
      ["ä", "Added"],
    ]);
  });
});

describe("a scaling policy", () => {
  const policy = { ID: "f2c3", Min: 1, Max: 3, Enabled: true, Type: "horizontal" };

  test("that a server has numbered counts as edited", () => {
    const lines = diffLines(
      diffJobs(jobOf({ Scaling: { ...policy, ModifyIndex: 12 } }), jobOf({ Scaling: policy })),
    );
    expect(lines).toEqual(["Edited job", "  Edited group web", "    Edited Scaling"]);
  });

  test("that a server has taken over unnumbered does not", () => {
    const lines = diffLines(
      diffJobs(jobOf({ Scaling: { ...policy, ModifyIndex: 0 } }), jobOf({ Scaling: policy })),
    );
    expect(lines).toEqual(["None job"]);
  });
});

describe("a task", () => {
  test.each<[string, Task, Task, string[]]>([
    [
      "its environment",
      { Env: { A: "1" } },
      { Env: { A: "", "B]": "2" } },
      ['Deleted Env[A]: "1" => ""', 'Added Env[B]]: "" => "2"'],
    ],
    [
      "its configuration: numbers, null, lists in lists",
      { Config: { cpu: 0.5, args: ["a"] } },
      { Config: { cpu: 0.00001, args: ["a", ["b"]], none: null, empty: [] } },
      [
        "Edited Config",
        '  Added args[1][0]: "" => "b"',
        '  Edited cpu: "0.5" => "1e-05"',
        '  Added none: "" => "nil"',
      ],
    ],
    [
      "a configuration where there was none",
      {},
      { Config: { image: "a" } },
      ["Added Config", '  Added image: "" => "a"'],
    ],
    [
      "a number and its text are the same to the eye",
      { Config: { a: 1 } },
      { Config: { a: "1" } },
      ["Edited Config"],
    ],
    [
      "an artifact, known by its destination",
      {
        Artifacts: [
          { GetterSource: "a", RelativeDest: "local/" },
          { GetterSource: "b", RelativeDest: "b/" },
        ],
      },
      { Artifacts: [{ GetterSource: "c", RelativeDest: "local/" }] },
      [
        "Edited Artifact",
        '  Edited GetterSource: "a" => "c"',
        "Deleted Artifact",
        '  Deleted Chown: "false" => ""',
        '  Deleted GetterInsecure: "false" => ""',
        '  Deleted GetterMode: "any" => ""',
        '  Deleted GetterSource: "b" => ""',
        '  Deleted RelativeDest: "b/" => ""',
      ],
    ],
    [
      "the only template is the same one, and its wait is called a template",
      { Templates: [{ DestPath: "a", EmbeddedTmpl: "x" }] },
      { Templates: [{ DestPath: "b", EmbeddedTmpl: "x", Uid: 7, Wait: { Min: 1 } }] },
      [
        "Edited Template",
        '  Edited DestPath: "a" => "b"',
        '  Added Uid: "" => "7"',
        "  Added Template",
        '    Added Max: "" => "nil"',
        '    Added Min: "" => "1"',
      ],
    ],
    [
      "templates are known by where they are written to",
      { Templates: [{ DestPath: "a", EmbeddedTmpl: "x" }, { DestPath: "b" }] },
      { Templates: [{ DestPath: "b" }, { DestPath: "a", EmbeddedTmpl: "y" }] },
      ["Edited Template", '  Edited EmbeddedTmpl: "x" => "y"'],
    ],
    [
      "actions by position, their arguments as a set",
      { Actions: [{ Name: "a", Command: "x", Args: ["1", "2"] }] },
      { Actions: [{ Name: "b", Command: "x", Args: ["2", "1"] }] },
      ["Edited Action", '  Edited Name: "a" => "b"', "  None Args"],
    ],
    [
      "devices by name, their constraints unseen",
      { Resources: { Devices: [{ Name: "gpu", Count: 1 }] } },
      {
        Resources: {
          Devices: [{ Name: "gpu", Count: 1, Constraints: [{ LTarget: "a", Operand: "is_set" }] }],
        },
      },
      ["Edited Resources", "  Edited Device"],
    ],
    [
      "its lifecycle and restarts, which are in no diff",
      {},
      { Lifecycle: { Hook: "prestart" }, RestartPolicy: { Attempts: 1 } },
      [],
    ],
    [
      "its own identity, and another one by name",
      { Identities: [{ Name: "vault", Audience: ["a"], TTL: 5 }] },
      { Identity: { File: true }, Identities: [{ Name: "vault", Audience: ["b"], TTL: 5 }] },
      [
        "Edited Identity",
        '  Edited File: "false" => "true"',
        "  None Audience",
        "Edited Identity",
        "  Edited Audience",
        '    Added Audience: "" => "b"',
        '    Deleted Audience: "a" => ""',
      ],
    ],
  ])("%s", (_, before, after, lines) => {
    expect(taskLines(before, after)).toEqual(lines);
  });
});

describe("services", () => {
  type Service = NonNullable<Group["Services"]>[number];

  /** Which services are edited, added and deleted, by their names before and after. */
  function pairs(before: Service[], after: Service[]): string[] {
    const group = diffJobs(jobOf({ Services: before }), jobOf({ Services: after })).TaskGroups?.[0];
    return (group?.Objects ?? []).map(({ Type, Fields }) => {
      const name = Fields?.find((field) => field.Name === "Name");
      return `${Type} ${name?.Old}=>${name?.New}`;
    });
  }

  test.each<[string, Service[], Service[], string[]]>([
    [
      "the only one is the same one",
      [{ Name: "a", PortLabel: "x" }],
      [{ Name: "b", PortLabel: "y" }],
      ["Edited a=>b"],
    ],
    [
      "in another order they are the same",
      [{ Name: "a" }, { Name: "b" }],
      [{ Name: "b" }, { Name: "a" }],
      [],
    ],
    [
      "the name counts as much as port and position: the first one is taken",
      [
        { Name: "a", PortLabel: "x" },
        { Name: "b", PortLabel: "y" },
      ],
      [
        { Name: "b", PortLabel: "x" },
        { Name: "a", PortLabel: "y" },
      ],
      ["Edited a=>b", "Edited b=>a"],
    ],
    [
      "port and position make up for another name",
      [
        { Name: "a", PortLabel: "x" },
        { Name: "b", PortLabel: "y" },
      ],
      [
        { Name: "c", PortLabel: "x" },
        { Name: "b", PortLabel: "y" },
      ],
      ["Edited a=>c"],
    ],
    [
      "the port alone does not",
      [
        { Name: "a", PortLabel: "x" },
        { Name: "b", PortLabel: "y" },
      ],
      [
        { Name: "b", PortLabel: "y" },
        { Name: "c", PortLabel: "x" },
      ],
      ["Added =>c", "Deleted a=>"],
    ],
  ])("%s", (_, before, after, expected) => {
    expect(pairs(before, after)).toEqual(expected);
  });

  test("of a mesh: what a proxy has always, upstreams by name, exposed paths by content", () => {
    const withProxy = (proxy: object): Group => ({
      Networks: [{ Mode: "bridge" }],
      Services: [{ Name: "api", PortLabel: "9000", Connect: { SidecarService: { Proxy: proxy } } }],
    });
    const lines = groupLines(
      withProxy({ Upstreams: [{ DestinationName: "db", LocalBindPort: 1 }] }),
      withProxy({
        Upstreams: [{ DestinationName: "db", LocalBindPort: 2 }],
        Expose: { Paths: [{ Path: "/health", LocalPathPort: 80, ListenerPort: "h" }] },
      }),
    );
    expect(lines).toEqual([
      "Edited Service",
      "  Edited ConsulConnect",
      "    Edited SidecarService",
      "      Edited ConsulProxy",
      "        Edited ConsulUpstreams",
      '          Edited LocalBindPort: "1" => "2"',
      "        Added Expose",
      "          Added Paths",
      '            Added ListenerPort: "" => "h"',
      '            Added LocalPathPort: "" => "80"',
      '            Added Path: "" => "/health"',
      "        None TransparentProxy",
    ]);
  });

  test("of a mesh: what is submitted exposes no paths, what is stored an empty list of them", () => {
    const withExpose = (port: number): Group => ({
      Networks: [{ Mode: "bridge" }],
      Services: [
        {
          Name: "api",
          PortLabel: "9000",
          Connect: { SidecarService: { Proxy: { LocalServicePort: port, Expose: { Paths: [] } } } },
        },
      ],
    });
    expect(groupLines(withExpose(1), withExpose(2))).toEqual([
      "Edited Service",
      "  Edited ConsulConnect",
      "    Edited SidecarService",
      "      Edited ConsulProxy",
      '        Edited LocalServicePort: "1" => "2"',
      "        Added Expose",
      "        None TransparentProxy",
    ]);
  });

  test("of a gateway: its timeout is a text of time, shown where it was there before", () => {
    const gateway = (timeout: number): Group => ({
      Networks: [{ Mode: "host" }],
      Services: [
        {
          Name: "in",
          PortLabel: "80",
          Connect: { Gateway: { Proxy: { ConnectTimeout: timeout }, Mesh: {} } },
        },
      ],
    });
    expect(groupLines(gateway(5e9), gateway(90e9))).toEqual([
      "Edited Service",
      "  Edited ConsulConnect",
      "    Edited Gateway",
      "      Edited Proxy",
      '        Edited ConnectTimeout: "5s" => "1m30s"',
    ]);
  });
});

describe("for any two jobs", () => {
  const withoutScaling = arbitraryJob().map((job) => ({
    ...job,
    TaskGroups: (job.TaskGroups ?? []).map((group) => ({ ...group, Scaling: null })),
  }));

  test("a job and itself are no difference", () => {
    fc.assert(
      fc.property(withoutScaling, (job) => {
        expect(diffJobs(job, structuredClone(job)).Type).toBe("None");
      }),
    );
  });

  test("what one way is added is deleted the other way", () => {
    const mirrored = { Added: "Deleted", Deleted: "Added", Edited: "Edited", None: "None" } as const;
    fc.assert(
      fc.property(withoutScaling, withoutScaling, (a, b) => {
        const [before, after] = [
          { ...a, ID: "x" },
          { ...b, ID: "x" },
        ];
        const [there, back] = [diffStoredJobs(before, after), diffStoredJobs(after, before)];
        expect(back.Type).toBe(there.Type);
        expect(back.TaskGroups?.map(({ Name, Type }) => [Name, Type])).toEqual(
          there.TaskGroups?.map(({ Name, Type }) => [Name, mirrored[Type]]),
        );
        expect(back.Fields?.map(({ Name, Old, New }) => [Name, New, Old])).toEqual(
          there.Fields?.map(({ Name, Old, New }) => [Name, Old, New]),
        );
      }),
    );
  });
});
