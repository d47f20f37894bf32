import { describe, expect, it } from "vitest";

import type { HclJobFile } from "./job-file.ts";
import { readHcl } from "./read-hcl.ts";

const read = (text: string, rest: Omit<HclJobFile, "file" | "text"> = {}) =>
  readHcl({ file: "web.nomad.hcl", text, ...rest });

/** Line, column and code of each problem. */
function problems(text: string, rest: Omit<HclJobFile, "file" | "text"> = {}): readonly string[] {
  return read(text, rest).diagnostics.map(({ code, source, path }) =>
    source === undefined ? `${path ?? ""} ${code}` : `${source.start.line}:${source.start.column} ${code}`,
  );
}

/** A job with one task whose group and task hold what is given. */
const job = ({ group = "", task = "", top = "" } = {}) => `${top}job "web" {
  datacenters = ["dc1"]
  group "app" {
    ${group}
    task "server" {
      driver = "docker"
      config {
        image = "web:1"
      }
      ${task}
    }
  }
}
`;

// The answers of `jobs/parse` of Nomad 2.0.5.
describe("readHcl", () => {
  it("reads a job into the API's form", () => {
    const { job: api, diagnostics } = read(
      job({
        group: 'count = "2"\n network {\n port "http" { to = 8080 }\n port "admin" { static = 9000 }\n }',
        task: 'kill_timeout = "1m"\n env = { "A.B" = 1 }\n vault {}\n template {\n data = "x"\n destination = "y"\n }',
      }),
    );
    expect(diagnostics).toEqual([]);
    expect(api).toEqual({
      ID: "web",
      Name: "web",
      Datacenters: ["dc1"],
      TaskGroups: [
        {
          Name: "app",
          Count: 2,
          Networks: [
            {
              ReservedPorts: [{ Label: "admin", Value: 9000 }],
              DynamicPorts: [{ Label: "http", To: 8080 }],
            },
          ],
          Tasks: [
            expect.objectContaining({
              Name: "server",
              Driver: "docker",
              Config: { image: "web:1" },
              KillTimeout: 60_000_000_000,
              Env: { "A.B": "1" },
              Vault: { Env: true, DisableFile: false, ChangeMode: "restart" },
              Templates: [
                expect.objectContaining({
                  EmbeddedTmpl: "x",
                  DestPath: "y",
                  Perms: "0644",
                  Splay: 5_000_000_000,
                }),
              ],
            }),
          ],
        },
      ],
    });
  });

  it("leaves what Nomad's clients resolve as it is written", () => {
    const { job: api } = read(
      job({ task: 'meta {\n a = "${attr.kernel.name}-${ NOMAD_PORT_http }"\n b = node.class\n }' }),
    );
    expect(api.TaskGroups?.[0]?.Tasks?.[0]?.Meta).toEqual({
      a: "${attr.kernel.name}-${ NOMAD_PORT_http }",
      b: "${node.class}",
    });
  });

  it("makes lists of the objects and blocks in a driver's configuration, and leaves nulls out", () => {
    const { job: api } = read(
      job({ task: "" }).replace(
        'image = "web:1"',
        'image = "web:1"\n none = null\n logging { type = "json-file" }\n auth = { a = 1 }\n mount "v" { x = [{}] }\n big = 9007199254740993\n third = 1 / 4',
      ),
    );
    expect(api.TaskGroups?.[0]?.Tasks?.[0]?.Config).toEqual({
      image: "web:1",
      logging: [{ type: "json-file" }],
      auth: [{ a: 1 }],
      mount: [{ v: [{ x: [{}] }] }],
      big: 9007199254740993n,
      third: 0.25,
    });
  });

  it("expands dynamic blocks, with labels and in one another", () => {
    const { job: api, diagnostics } = read(
      job({
        group: `network {
          dynamic "port" {
            for_each = { http = 80, admin = 81 }
            labels   = [port.key]
            content { to = port.value }
          }
        }
        dynamic "service" {
          for_each = ["a", "b"]
          iterator = each
          content {
            name = "\${each.value}-\${each.key}"
            dynamic "check" {
              for_each = [each.value]
              content {
                type = "tcp"
                interval = "1s"
                timeout = "1s"
                name = "\${check.value}/\${each.key}"
              }
            }
          }
        }`,
      }),
    );
    expect(diagnostics).toEqual([]);
    const group = api.TaskGroups?.[0];
    expect(group?.Networks?.[0]?.DynamicPorts).toEqual([
      { Label: "admin", To: 81 },
      { Label: "http", To: 80 },
    ]);
    expect(group?.Services?.map((service) => [service.Name, service.Checks?.[0]?.Name])).toEqual([
      ["a-0", "a/0"],
      ["b-1", "b/1"],
    ]);
  });
});

describe("variables", () => {
  const top =
    'variable "count" {\n  type = number\n  default = 1\n}\nvariables {\n  tag = "v1"\n}\nlocals {\n  full = "${local.name}:${var.tag}"\n  name = "web"\n}\n';
  const text = job({ top, group: "count = var.count", task: "meta { image = local.full }" });
  const found = (rest: Omit<HclJobFile, "file" | "text">) => {
    const { job: api, diagnostics } = read(text, rest);
    expect(diagnostics).toEqual([]);
    const group = api.TaskGroups?.[0];
    return [group?.Count, group?.Tasks?.[0]?.Meta?.["image"]];
  };

  it("have their values from the default, the environment, files and flags, the last one first", () => {
    const file = { file: "prod.vars", text: 'count = 3\ntag = "v3"\n' };
    expect(found({})).toEqual([1, "web:v1"]);
    expect(found({ values: { environment: { count: "2", other: "x" } } })).toEqual([2, "web:v1"]);
    expect(found({ values: { environment: { count: "2" }, files: [file] } })).toEqual([3, "web:v3"]);
    expect(found({ values: { files: [file], flags: { tag: "v4" } } })).toEqual([3, "web:v4"]);
  });

  it.each<[string, Omit<HclJobFile, "file" | "text">, readonly string[]]>([
    ["a value that is no number", { values: { flags: { count: "x" } } }, ["--var count NX113"]],
    ["a name that is not declared", { values: { flags: { cuont: "2" } } }, ["--var cuont NX111"]],
    ["a file that declares", { values: { files: [{ file: "v", text: 'variable "a" {}' }] } }, ["1:1 NX111"]],
    [
      "a file with a mistake",
      { values: { files: [{ file: "v", text: 'a = 1\ncount = "x"' }] } },
      ["1:1 NX111", "2:9 NX113"],
    ],
  ])("are refused: %s", (_, rest, want) => {
    expect(problems(text, rest)).toEqual(want);
  });

  it("pass names that are not declared where they are for several files", () => {
    expect(problems(text, { values: { flags: { other: "x" }, lenient: true } })).toEqual([]);
  });

  it.each([
    ['variable "a" {}\n', ["1:1 NX110"]],
    ['variable "a" {\n  default = "x"\n}\nvariable "a" {\n  default = "y"\n}\n', ["4:1 NX112"]],
    ['variable "a" {\n  type = any\n  default = 1\n}\n', ["2:10 NX575"]],
    ['variable "a" {\n  type = number\n  default = "x"\n}\n', ["3:13 NX113"]],
    [
      'variable "a" {\n  default = 5\n  validation {\n    condition = var.a < 3\n    error_message = "At most 2."\n  }\n}\n',
      ["2:13 NX114"],
    ],
    [
      'variable "a" {\n  default = 5\n  validation {\n    condition = var.b < 3\n    error_message = "no"\n  }\n}\n',
      ["4:17 NX112", "4:17 NX112", "4:20 NX571"],
    ],
    ["locals {\n  a = local.b\n  b = local.a\n}\n", ["3:12 NX571", "2:12 NX571"]],
  ])("%j: %j", (declaration, want) => {
    expect(problems(job({ top: declaration }))).toEqual(want);
  });
});

describe("problems", () => {
  it("are reported together, each at its place", () => {
    const text = `job "web" {
  typ = "service"
  group "app" {
    count = "many"
    restart { delay = "5 minutes" }
    restart {}
    task {
      driver = "docker"
    }
    task "a" "b" {}
    meta { x = [1] }
  }
}
`;
    expect(problems(text)).toEqual([
      "2:3 NX201",
      "7:10 NX121",
      "10:14 NX121",
      "4:14 NX203",
      "6:5 NX207",
      "5:24 NX204",
      "11:16 NX203",
    ]);
  });

  it("are told of numbers that not even the memory holds", () => {
    const text = job({ group: "count = 1e600000000\n    affinity { weight = -1e600000000 }" });
    expect(problems(text)).toEqual(["4:13 NX203", "5:25 NX203"]);
  });

  it("say which block or argument was meant", () => {
    const [first, second] = read('job "web" {\n  gruop "a" {}\n  group = 1\n}\n').diagnostics;
    expect(first?.detail).toBe('"gruop" is not a block that is allowed here. Did you mean "group"?');
    expect(second?.detail).toContain("write group { … } without the equals sign");
  });

  it("of structure stand where the block or argument is", () => {
    const text = job({ group: 'service {\n      name = "web"\n      port = "htpp"\n    }' });
    expect(problems(text)).toEqual(["6:14 NX206"]);
    expect(read(text).placeOf(["TaskGroups", 0, "Services", 0, "Name"])?.start).toMatchObject({
      line: 5,
      column: 14,
    });
    expect(read(text).placeOf(["TaskGroups", 0, "Services", 0, "Name"], "key")?.start).toMatchObject({
      line: 5,
      column: 7,
    });
    expect(read(text).placeOf(["TaskGroups", 0, "Count"])?.start).toMatchObject({ line: 3, column: 3 });
  });

  it.each([
    ["", ["1:1 NX106"]],
    ['job "a" {}\njob "b" {}\n', ["2:1 NX207"]],
    ['a = 1\njob "a" {}\n', ["1:1 NX201"]],
  ])("of the file as a whole: %j", (text, want) => {
    expect(problems(text)).toEqual(want);
  });
});

describe("HCL's JSON syntax", () => {
  const inTask = (rest: object, top: object = {}) =>
    JSON.stringify({
      ...top,
      job: { web: { group: { app: { task: { server: { driver: "docker", ...rest } } } } } },
    });

  it("is the same job", () => {
    const text = inTask(
      { env: { N: "${var.n}" }, config: [{ image: "web:1" }] },
      { variable: { n: { default: 3 } } },
    );
    const { job: api, diagnostics } = read(text);
    expect(diagnostics).toEqual([]);
    expect(api.TaskGroups?.[0]?.Tasks?.[0]).toMatchObject({ Env: { N: "3" }, Config: { image: "web:1" } });
  });

  it("has a block for each object of a list, by its label, and none for null", () => {
    const task = { driver: "docker" };
    const text = JSON.stringify({
      job: [{ web: { group: [{ a: [{ task: { t: task } }] }, { b: { task: { t: task } } }], update: null } }],
    });
    const { job: api, diagnostics } = read(text);
    expect(diagnostics).toEqual([]);
    expect(api.TaskGroups?.map(({ Name }) => Name)).toEqual(["a", "b"]);
    expect(api.Update).toBeUndefined();
  });

  it("expands dynamic blocks", () => {
    const dynamic = {
      template: {
        for_each: ["x", "y"],
        iterator: "it",
        content: { data: "${it.value}", destination: "${it.key}" },
      },
    };
    expect(read(inTask({ dynamic })).job.TaskGroups?.[0]?.Tasks?.[0]?.Templates).toMatchObject([
      { EmbeddedTmpl: "x", DestPath: "0" },
      { EmbeddedTmpl: "y", DestPath: "1" },
    ]);
  });

  it("has the types of variables as texts, and defaults that mean themselves", () => {
    const variable = { names: { type: "list(string)", default: ["${x}"] } };
    const text = inTask({ config: { image: "${var.names[0]}" } }, { variable });
    expect(read(text).job.TaskGroups?.[0]?.Tasks?.[0]?.Config).toEqual({ image: "${x}" });
  });

  it("takes values of variables in JSON, too", () => {
    const files = [{ file: "prod.json", text: '{"n": 5}' }];
    const text = inTask({ env: { N: "${var.n}" } }, { variable: { n: { type: "number" } } });
    expect(read(text, { values: { files } }).job.TaskGroups?.[0]?.Tasks?.[0]?.Env).toEqual({ N: "5" });
  });

  it.each([
    ['{"job": {"web": 1}}', ["1:17 NX203"]],
    ['{"job": {}}', ["1:9 NX121"]],
    ['{"job": {"web": {"count": 1}}}', ["1:18 NX201"]],
    ['{"job": {"web": {"priority": 1, "priority": 2}}}', ["1:33 NX207"]],
    ['{"job": {"web": {"priority": "high"}}}', ["1:30 NX203"]],
    ['{"job": {"web": {"type": "${"}}}', ["1:29 NX522"]],
  ])("errors stand where they are: %s", (text, want) => {
    expect(problems(text)).toEqual(want);
  });
});

it.each(["__proto__", "constructor", "hasOwnProperty"])("%s is a name like others", (name) => {
  const text = `variable "${name}" {
  default = "x"
}

job "${name}" {
  meta {
    ${name} = var.${name}
  }

  group "${name}" {
    task "${name}" {
      driver = "raw_exec"

      config {
        ${name} = var.${name}
      }
    }
  }
}
`;
  const { job: found } = read(text);
  const task = found.TaskGroups?.[0]?.Tasks?.[0];
  expect([
    found.ID,
    task?.Name,
    Object.entries(found.Meta ?? {}),
    Object.entries(task?.Config ?? {}),
  ]).toEqual([name, name, [[name, "x"]], [[name, "x"]]]);
});

// Nomad's parser 2.0.5 answers such jobs without a word.
describe("what Nomad's parser takes and loses", () => {
  const secret = (name: string) => `secret "${name}" {\n      provider = "vault"\n      path = "a"\n    }`;

  it.each<[string, string, string]>([
    ["a constraint", job({ group: 'constraint {\n      set_contains_any = "a,b"\n    }' }), "5:7 NX217"],
    [
      "a test of a constraint",
      job({ group: 'constraint {\n      is_set = "${meta.a}"\n    }' }),
      "5:7 NX217",
    ],
    [
      "reserved ports",
      job({
        group: 'network {\n      port "a" {}\n      reserved_ports "b" {\n        static = 1\n      }\n    }',
      }),
      "6:7 NX217",
    ],
    ["a volume of two with one label", job({ group: 'volume "v" {}\n    volume "v" {}' }), "4:5 NX217"],
    ["secrets of a group", job({ group: secret("a"), task: secret("b") }), "4:5 NX217"],
  ])("%s is a warning", (_, text, place) => {
    expect(problems(text)).toEqual([place]);
    expect(read(text).diagnostics.map(({ severity }) => severity)).toEqual(["warning"]);
  });

  it.each<[string, string]>([
    [
      "an operator",
      job({ group: 'constraint {\n      operator = "set_contains_any"\n      value = "a"\n    }' }),
    ],
    ["the sugar of an affinity", job({ group: 'affinity {\n      set_contains_any = "a"\n    }' })],
    [
      "reserved ports by themselves",
      job({ group: 'network {\n      reserved_ports "b" {\n        static = 1\n      }\n    }' }),
    ],
    ["secrets of a group alone", job({ group: secret("a") })],
    ["two volumes", job({ group: 'volume "v" {}\n    volume "w" {}' })],
  ])("%s is kept", (_, text) => {
    expect(problems(text)).toEqual([]);
  });
});
