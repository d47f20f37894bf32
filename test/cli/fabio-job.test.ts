import { writeFileSync } from "node:fs";
import path from "node:path";

import { expect, test } from "vitest";

import { directoryOf, nomadx } from "./nomadx.ts";

const routed = JSON.stringify({
  Job: {
    ID: "web",
    Name: "web",
    Datacenters: ["dc1"],
    TaskGroups: [
      {
        Name: "web",
        Networks: [{ DynamicPorts: [{ Label: "http" }] }],
        Services: [
          {
            Name: "web",
            PortLabel: "http",
            Tags: ["urlprefix-mysite.com:8000/", "urlprefix-:5432 proto=tcp"],
            Checks: [{ Type: "tcp", Interval: 10e9, Timeout: 2e9 }],
          },
        ],
        Tasks: [{ Name: "web", Driver: "mock_driver", Config: { run_for: "1h" } }],
      },
    ],
  },
});

test("the job file that it writes is the job that it writes", async () => {
  const dir = directoryOf({});
  const args = [
    "fabio",
    "job",
    "--listen",
    ":80",
    "--listen",
    ":1;proto=tcp",
    "--flag",
    "proxy.matcher=glob",
  ];
  const hcl = await nomadx(args, { dir });
  expect(hcl).toMatchObject({ code: 0, stderr: "" });
  expect(hcl.stdout).toContain(`"-proxy.addr=:80,:1;proto=tcp"`);
  const script = await nomadx([...args, "--format", "ts"], { dir });
  writeFileSync(path.join(dir, "fabio.ts"), script.stdout);
  expect(await nomadx(["render", "fabio.ts"], { dir })).toEqual(hcl);
});

test("--from adds the listeners that routes need and nobody gave", async () => {
  const dir = directoryOf({ "web.json": routed });
  const { stdout } = await nomadx(["fabio", "job", "--from", "web.json", "--format", "ts"], { dir });
  expect(stdout).toContain(`listeners: [":8000;proto=http", ":5432;proto=tcp"],`);
  const given = await nomadx(
    ["fabio", "job", "--from", "web.json", "--listen", ":5432;proto=tcp", "--format", "ts"],
    { dir },
  );
  expect(given.stdout).toContain(`listeners: [":5432;proto=tcp", ":8000;proto=http"],`);
});

test.each([
  [["--listen", ":1;strict=true"], 3, `there is no option "strict"`],
  [["--flag", "proxy.colour=red"], 64, "is not NAME=VALUE with the name of one of Fabio's flags"],
  [["--fabio-version", "latest"], 64, `"latest" is not a release such as 1.7.3`],
])("%j is refused", async (args, code, text) => {
  const outcome = await nomadx(["fabio", "job", ...args]);
  expect(outcome).toMatchObject({ code, stdout: "" });
  expect(outcome.stderr).toContain(text);
});
