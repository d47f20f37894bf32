import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { directoryOf, nomadx } from "./nomadx.ts";

const sixMistakes = `job "web" {
  priority = var.prio
  group "web" {
    cuont = 2
    network {
      port "http" {}
    }
    service {
      port = "htpp"
    }
    task "server" {
      driver       = "docker"
      kill_timeout = "30"
      user         = lenght("x")
      resources {
        cpu = "much"
      }
    }
  }
}
`;

test("six different mistakes give six diagnostics at their places in one run", async () => {
  const { code, stderr } = await nomadx(["validate", "web.nomad"], {
    dir: directoryOf({ "web.nomad": sixMistakes }),
  });
  expect(code).toBe(3);
  expect(
    [...stderr.matchAll(/^(?:error|warning)\[(\w+)\] web\.nomad:(\d+:\d+)/gm)].map(
      ([, name, at]) => `${at} ${name}`,
    ),
  ).toEqual(["2:17 NX571", "4:5 NX201", "9:14 NX206", "13:23 NX204", "14:22 NX562", "16:16 NX203"]);
});

const hcl = `variable "count" { default = 2 }
job "web" {
  datacenters = ["dc1"]
  group "web" {
    count = var.count
    network {
      port "http" {
        to = 80
      }
    }
    service {
      name = "web"
      port = "http"
      check {
        type     = "tcp"
        interval = "10s"
        timeout  = "2s"
      }
      tags = ["urlprefix-/web", "urlprefix-example.com/ strip=web"]
    }
    task "server" {
      driver = "docker"
      config {
        image = "nginx:1.27"
        ports = ["http"]
      }
    }
  }
}
`;

test.each([
  [["plan"], 0, /Job: "web"/],
  [["validate"], 0, /job "web" is valid/],
  [["render"], 0, /count {7}= 2|count = 2/],
  [["routes"], 0, /\/web/],
  [["routes", "lint"], undefined, /web\.nomad:19:\d+/],
])("nomadx %j reads HCL with no server anywhere", async (command, code, told) => {
  const {
    code: ended,
    stdout,
    stderr,
  } = await nomadx([...command, "web.nomad"], {
    dir: directoryOf({ "web.nomad": hcl }),
  });
  expect(stdout + stderr).toMatch(told);
  if (code !== undefined) expect(ended).toBe(code);
});

test("bytes that are no UTF-8 are refused where they stand", async () => {
  const dir = directoryOf({});
  const bytes = Buffer.from('job "w\xfcb" {}\n', "latin1");
  writeFileSync(join(dir, "web.nomad"), bytes);
  const ofFile = await nomadx(["validate", "web.nomad"], { dir });
  expect(ofFile.stderr).toContain("error[NX503] web.nomad:1:7:");
  expect(ofFile.code).toBe(3);
  const ofStdin = await nomadx(["validate", "-"], { dir, stdin: bytes });
  expect(ofStdin.stderr).toContain("error[NX503] <stdin>:1:7:");
  expect(ofStdin.code).toBe(3);
});
