import fc from "fast-check";
import { describe, expect, it, test } from "vitest";

import { normalJob } from "../../jobspec/canonicalize/normal-job.ts";
import { readHcl } from "../../jobspec/hcl/read/read-hcl.ts";
import { arbitrarySpecJob } from "../../jobspec/testing/arbitrary-spec-job.ts";
import { hclOf } from "../../jobspec/testing/hcl-of.ts";
import { jobOfSource } from "../testing/job-of-source.ts";
import { importHcl } from "./import-hcl.ts";

/** A job with something in its task, and more around it. */
function file({ top = "", job = "", group = "", task = "" }): string {
  return `${top}job "web" {
  ${job}
  group "app" {
    ${group}
    task "server" {
      driver = "exec"
      ${task}
    }
  }
}
`;
}

function source(text: string): string {
  const { text: written, diagnostics } = importHcl({ file: "web.nomad", text });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return written ?? "";
}

/** The line of the source on which something stands. */
function lineOf(text: string, word: string): string | undefined {
  return source(text)
    .split("\n")
    .find((line) => line.includes(word))
    ?.trim();
}

test("a whole file: variables, locals, comments, dynamic blocks and texts of several lines", () => {
  const text = `# The shop.

variable "image" {
  description = "The image to run."
  default     = "web:1" # the last good one
}
variable "count" {
  type    = number
  default = 2
  validation {
    condition     = var.count > 0
    error_message = "At least one."
  }
}
variable "pause" { default = "10s" }

locals {
  # By name.
  ports = { http = 80, admin = 8080 }
  name  = "web-\${var.image}"
}

// The job itself.
job "web" {
  datacenters = ["dc1"] # one only
  group "app" {
    count = var.count
    network {
      dynamic "port" {
        for_each = local.ports
        labels   = [port.key]
        content { to = port.value }
      }
    }
    service {
      name = local.name
      port = "http"
      tags = ["urlprefix-shop.example.com/ strip=/shop"]
      check {
        type     = "tcp"
        interval = var.pause
        timeout  = "2s"
      }
    }
    task "server" {
      driver = "docker"
      config {
        image = var.image
        # end of config
      }
      template {
        data = <<EOF
listen {{ env "NOMAD_PORT_http" }}
  image \${var.image}
EOF
        destination = "local/\${NOMAD_TASK_NAME}"
      }
    }
  }
}
`;
  expect(source(text)).toMatchInlineSnapshot(`
    "// The shop.

    import { dedent, job, urlprefix, type JobContext } from "@nomadx/core";
    import { variables } from "@nomadx/core/variables";

    // By name.
    const ports = { admin: 8080, http: 80 };

    export default ({ vars }: JobContext) => {
      const input = variables(vars, {
        // the last good one
        image: { type: "string", default: "web:1", description: "The image to run." },
        count: {
          type: "number",
          default: 2,
          validation: { condition: (count) => count > 0, error_message: "At least one." },
        },
        pause: { type: "duration", default: "10s" },
      });

      const name = \`web-\${input.image}\`;

      // The job itself.
      return job("web", {
        datacenters: ["dc1"], // one only
        group: {
          app: {
            count: input.count,
            network: {
              port: Object.fromEntries(Object.entries(ports).map(([key, port]) => [key, { to: port }])),
            },
            service: {
              name,
              port: "http",
              tags: [urlprefix("shop.example.com/", { strip: "/shop" })],
              check: { type: "tcp", interval: input.pause, timeout: "2s" },
            },
            task: {
              server: {
                driver: "docker",
                config: {
                  image: input.image,
                  // end of config
                },
                template: {
                  data: dedent\`
                    listen {{ env "NOMAD_PORT_http" }}
                      image \${input.image}
                  \`,
                  destination: "local/\${NOMAD_TASK_NAME}",
                },
              },
            },
          },
        },
      });
    };
    "
  `);
});

describe("expressions", () => {
  const vars = `variable "a" { default = "x" }\nvariable "n" { default = 2 }\nvariable "on" { default = true }
variable "list" { default = ["x", "y"] }\nvariable "map" {\n  type = map(string)\n  default = { k = "v" }\n}\n`;

  it.each<[string, string]>([
    ['"${var.a}-${var.n}"', "`${input.a}-${input.n}`"],
    ['"${var.a}"', "input.a"],
    ['"${NOMAD_PORT_http} ${var.a}"', "`\\${NOMAD_PORT_http} ${input.a}`"],
    ['"${attr.kernel.name}"', '"${attr.kernel.name}"'],
    ['var.on ? "yes" : "no"', 'input.on ? "yes" : "no"'],
    ['var.a == "x" && var.n > 1', 'input.a === "x" && input.n > 1'],
    ["(var.n + 1) * 2", "(input.n + 1) * 2"],
    ["!var.on", "!input.on"],
    ["-var.n", "-input.n"],
    ["var.list[0]", "at(input.list, 0)"],
    ["var.list[var.n - 1]", "at(input.list, input.n - 1)"],
    ['lookup(var.map, var.a, "none")', 'at(input.map, input.a, "none")'],
    ["var.map.k", 'at(input.map, "k")'],
    ['var.on ? var.n : "none"', 'input.on ? String(input.n) : "none"'],

    ['join(",", var.list)', 'input.list.join(",")'],
    ['format("%s-%d", var.a, var.n)', "`${input.a}-${input.n}`"],
    [
      'join(",", [for v in var.list : "${v}!" if v != "y"])',
      'input.list.filter((v) => v !== "y").map((v) => `${v}!`).join(",")',
    ],
    ['join(",", concat(["a"], var.list))', '["a", ...input.list].join(",")'],
    ['"%{ if var.on }a%{ else }b%{ endif }"', '`${input.on ? "a" : "b"}`'],
    ['replace(var.a, "x", "z")', 'input.a.replaceAll("x", "z")'],
  ])("%s is %s", (expression, want) => {
    const text = file({ top: vars, task: `meta {\n        m = ${expression}\n      }` });
    expect(lineOf(text, "meta:")).toBe(`meta: { m: ${want} },`);
    expect(jobOfSource(source(text)).job).toEqual(readHcl({ file: "web.nomad", text }).job);
  });

  it("are their values where they depend on nothing, and a comment tells of functions", () => {
    expect(source(file({ job: 'priority = max(10, 20)\n  type = "batch"' }))).toContain(
      '  // from max(10, 20)\n  priority: 20,\n  type: "batch",\n',
    );
  });

  it.each<[string, string]>([
    ["upper(var.a)", 'toUpperCase() turns "ß" into "SS", upper() of HCL does not'],
    ["ceil(var.n / 3)", "Numbers are doubles: 1 / 3 has 16 digits here, and more in HCL"],
  ])("%s is translated, and a comment says for which values it is not the same", (expression, comment) => {
    const text = file({ top: vars, task: `meta {\n        m = ${expression}\n      }` });
    expect(source(text)).toContain(`// ${comment}\n`);
    expect(jobOfSource(source(text)).job).toEqual(readHcl({ file: "web.nomad", text }).job);
  });

  it.each<[string, string]>([
    ["sha256(var.a)", "The function sha256 has no equal here, and depends on a variable: write it by hand."],
    ['var.list == ["x"] ? "a" : "b"', "Lists and objects cannot be compared here: write it by hand."],
    [
      "yamlencode(var.list)",
      "The function yamlencode has no equal here, and depends on a variable: write it by hand.",
    ],
  ])("%s is refused where it stands", (expression, detail) => {
    const text = file({ top: vars, task: `meta {\n        m = ${expression}\n      }` });
    const { text: written, diagnostics } = importHcl({ file: "web.nomad", text });
    expect(written).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: "NX213", detail, source: { start: { column: 13 } } }]);
  });
});

test("a chain of calls that is too long for a line stands one a line", () => {
  const top = 'variable "map" {\n  type = map(string)\n  default = {}\n}\n';
  const meta = 'meta {\n m = join(",", [for k, v in var.map : "${k} is the name of ${v}"])\n}';
  expect(source(file({ top, task: meta }))).toContain(`              m: Object.entries(input.map)
                .sort(([a], [b]) => (a < b ? -1 : 1))
                .map(([k, v]) => \`\${k} is the name of \${v}\`)
                .join(","),
`);
});

test("maps are gone through in the order of their keys, whatever they are given as", () => {
  const top =
    'variable "ports" {\n  type = map(number)\n  default = {}\n}\nlocals { fixed = { "443" = 1, "80" = 2 } }\n';
  const network = (ports: string) =>
    `dynamic "service" {\n for_each = ${ports}\n content { name = "s\${service.key}" }\n}`;
  for (const ports of ["var.ports", "local.fixed", "merge(local.fixed, var.ports)"]) {
    const text = file({ top, group: network(ports) });
    const flags = { ports: "{ 9 = 1, 1000 = 2, b = 3 }" };
    const { job } = readHcl({ file: "web.nomad", text, values: { flags } });
    const { text: written = "", vars } = importHcl({ file: "web.nomad", text, values: { flags } });
    expect(jobOfSource(written, vars).job).toEqual(job);
  }
});

describe("values where another type is wanted", () => {
  it.each<[string, string, string]>([
    ["group", 'count = "3"', "count: 3,"],
    ["task", "kill_timeout = 30000000000", 'kill_timeout: "30s",'],
    ["task", "user = 1000", 'user: "1000",'],
    ["task", "leader = var.flag", "leader: toBool(input.flag),"],
    ["task", "kill_timeout = var.flag", "kill_timeout: input.flag,"],
    ["group", "count = var.text", "count: toNumber(input.text),"],
    ["task", "user = var.number", "user: String(input.number),"],
  ])("%s { %s } is %s", (where, argument, want) => {
    const isDuration = argument.startsWith("kill_timeout = var");
    const top = `variable "flag" { default = "${isDuration ? "30s" : "true"}" }\nvariable "text" { default = "2" }\nvariable "number" { default = 7 }\n`;
    expect(source(file({ top, [where]: argument }))).toContain(want);
    if (isDuration)
      expect(source(file({ top, [where]: argument }))).toContain(
        'flag: { type: "duration", default: "30s" }',
      );
  });
});

describe("a driver's configuration", () => {
  it.each<[string, string]>([
    ['logging {\n  type = "journald"\n}', 'logging: { type: "journald" }'],
    ["labels = { a = 1 }", "labels: { a: 1 }"],
    ["labels = ({ a = 1 })", "labels: asIs({ a: 1 })"],
    ["mounts = [{ options = { x = 1 } }]", "mounts: [{ options: asIs({ x: 1 }) }]"],
    ["labels { \n a = 1 \n}\nlabels {\n b = 2 \n}", "labels: [{ a: 1 }, { b: 2 }]"],
  ])("%j is read back the same", (config, want) => {
    const text = file({ task: `config {\n${config}\n}` }).replace('"exec"', '"nix"');
    expect(source(text)).toContain(`config: { ${want} },`);
    expect(jobOfSource(source(text)).job).toEqual(readHcl({ file: "web.nomad", text }).job);
  });
});

describe("dynamic blocks", () => {
  it.each<[string, string, string]>([
    [
      "of a list are mapped",
      'dynamic "service" {\n for_each = ["a", "b"]\n content { name = service.value }\n}',
      'service: ["a", "b"].map((service) => ({ name: service })),',
    ],
    [
      "beside others are spread",
      'service { name = "x" }\ndynamic "service" {\n for_each = ["a"]\n iterator = it\n content { name = "${it.key}-${it.value}" }\n}',
      'service: [{ name: "x" }, ...["a"].map((it, key) => ({ name: `${key}-${it}` }))],',
    ],
    [
      "with a label become an object",
      'dynamic "volume" {\n for_each = { b = "y", a = "x" }\n labels = [volume.key]\n content {\n type = "host"\n source = volume.value\n }\n}',
      'Object.entries({ a: "x", b: "y" }).map(([key, volume]) => [key, { type: "host", source: volume }]),',
    ],
    [
      "with something that has no equal are written out",
      'dynamic "service" {\n for_each = ["a", "b"]\n content { name = base64encode(service.value) }\n}',
      '        {\n          // from base64encode(service.value)\n          name: "Yg==",\n        },\n',
    ],
  ])("%s", (_, group, want) => {
    const text = file({ group });
    expect(source(text)).toContain(want);
    expect(jobOfSource(source(text)).job).toEqual(readHcl({ file: "web.nomad", text }).job);
  });
});

describe("comments stay with what they are about", () => {
  it.each<[string, string, string]>([
    [
      "above and behind an argument",
      "# why\ncount = 2 # how many",
      "      // why\n      count: 2, // how many\n",
    ],
    [
      "of several lines",
      "/*\n * one\n * two\n */\ncount = 2",
      "      // one\n      // two\n      count: 2,\n",
    ],
    ["above a block", "# net\nnetwork {}\n", "      // net\n      network: {},\n"],
    [
      "at the end of a block",
      'network {\n  mode = "host"\n  # done\n}',
      '        mode: "host",\n        // done\n',
    ],
    ["in an empty block", "network {\n  # nothing\n}", "      network: {\n        // nothing\n      },\n"],
    [
      "in a list",
      'meta {\n  a = 1\n}\nconstraint {\n  # one\n  value = "x"\n}',
      '        // one\n        value: "x",\n',
    ],
    ["without a text", "#\n# a\n#\ncount = 2", "      //\n      // a\n      //\n      count: 2,\n"],
  ])("%s", (_, group, want) => {
    expect(source(file({ group }))).toContain(want);
  });
});

test("HCL's JSON syntax is read as well", () => {
  const text = JSON.stringify({
    variable: { n: { default: 3 } },
    job: { web: { group: { app: { count: "${var.n}", task: { server: { driver: "exec" } } } } } },
  });
  expect(source(text)).toContain("count: input.n,");
});

test("arbitrary jobs are the same after HCL and TypeScript", { timeout: 300_000 }, () =>
  fc.assert(
    fc.property(arbitrarySpecJob(), (job) => {
      const text = hclOf(job);
      const wanted = readHcl({ file: "web.nomad", text });
      fc.pre(!wanted.diagnostics.some(({ severity }) => severity === "error"));
      const { diagnostics } = importHcl({ file: "web.nomad", text });
      // Blocks of one label, with others between them: a job's secrets behind those of a task.
      fc.pre(!diagnostics.some(({ detail }) => detail?.includes("which an object cannot have") === true));
      const written = source(text);
      // The text goes along to be shown with a difference.
      expect({ written, job: normalJob(jobOfSource(written).job) }).toEqual({
        written,
        job: normalJob(wanted.job),
      });
    }),
    { numRuns: 300 },
  ),
);
