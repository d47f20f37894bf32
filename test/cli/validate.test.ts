import { expect, test } from "vitest";

import { refuse, startNomad } from "../../packages/core/src/dev/testing/scripted-nomad.ts";
import { jobJson } from "./job-files.ts";
import { directoryOf, nomadx } from "./nomadx.ts";

const verdict = { DriverConfigValidated: true, ValidationErrors: [], Error: "", Warnings: "" };

const wrong = `job "web" {
  group "web" {
    count = -1
    task "server" {
      driver = "docker"
      config { image = "web:1" }
      resources {
        memory     = 200
        memory_max = 100
      }
    }
  }
}
`;

const unusual = `job "web" {
  priority = 200
  group "web" {
    task "server" {
      driver = "docker"
      config { image = "web:1" }
    }
  }
}
`;

test("all that Nomad refuses is found without one, in all files, at its place", async () => {
  const dir = directoryOf({ "a.nomad.hcl": wrong, "b.json": jobJson("a b") });
  const { code, stderr } = await nomadx(["validate", "."], { dir });
  expect(stderr).toContain('error[NX216] a.nomad.hcl:3:13: "count" is too small\n');
  expect(stderr).toContain("error[NX2211] a.nomad.hcl:9:22: memory_max is less than memory\n");
  expect(stderr).toContain("error[NX2001] b.json:1:7: The job's ID contains a space\n");
  expect(stderr).not.toContain("Nomad: ");
  expect(code).toBe(3);
});

test("--verbose shows Nomad's own words", async () => {
  const dir = directoryOf({ "a.nomad.hcl": wrong });
  const { stderr } = await nomadx(["validate", ".", "--verbose"], { dir });
  expect(stderr).toContain("  Nomad: Task group count can't be negative\n");
});

test("warnings count with --strict alone", async () => {
  const around = { dir: directoryOf({ "a.nomad.hcl": unusual }) };
  const plain = await nomadx(["validate", "."], around);
  expect(plain.stderr).toContain("warning[NX2906] a.nomad.hcl:2:14: The priority is out of range\n");
  expect(plain.code).toBe(0);
  const strict = await nomadx(["validate", ".", "--strict"], around);
  expect(strict.stderr).toContain("error: 1 warning in 1 file\n");
  expect(strict.code).toBe(3);
});

test.each(["plan", "run"])("%s sends nothing of a job that Nomad would refuse", async (command) => {
  const { address, requests } = await startNomad({});
  const { code, stderr } = await nomadx([command, "."], {
    dir: directoryOf({ "a.nomad.hcl": wrong }),
    address,
  });
  expect(stderr).toContain('error[NX216] a.nomad.hcl:3:13: "count" is too small\n');
  expect(code).toBe(3);
  expect(requests.filter(({ method }) => method !== "GET")).toEqual([]);
});

test("what a server refuses beside stands at the place that its text names", async () => {
  const ValidationErrors = [
    "job priority must be between [1, 100]",
    "Task group web validation failed: 1 error occurred:\n\t* Task server validation failed: 1 error occurred:\n\t* nobody wants it\n\n\n\n",
  ];
  const { address } = await startNomad({ "PUT /v1/validate/job": () => ({ ...verdict, ValidationErrors }) });
  const { code, stderr } = await nomadx(["validate", "."], {
    dir: directoryOf({ "a.nomad.hcl": unusual }),
    address,
  });
  // Ours doubts it, and the server is sure.
  expect(stderr).toContain("error[NX2906] a.nomad.hcl:2:14: The priority is out of range\n");
  expect(stderr).toContain(
    "error[NX301] a.nomad.hcl:4:5: Task group web validation failed: Task server validation failed: nobody wants it\n",
  );
  expect(code).toBe(3);
});

test("what a server refuses to plan stands at the place that its text names", async () => {
  const text =
    "1 error occurred:\n\t* Task group web validation failed: 1 error occurred:\n\t* nobody wants it\n\n\n\n";
  const { address } = await startNomad({ "PUT /v1/job/*/plan": refuse(500, text) });
  const { code, stderr } = await nomadx(["plan", "."], {
    dir: directoryOf({ "a.nomad.hcl": unusual }),
    address,
  });
  expect(stderr).toContain(
    'error[NX301] a.nomad.hcl:3:3: Nomad refused job "web": Task group web validation failed: nobody wants it\n',
  );
  expect(stderr).toContain('error: a.nomad.hcl: Nomad refused job "web": ');
  expect(code).toBe(1);
});

test("a server that finds nothing wrong is no reason to", async () => {
  const { address } = await startNomad({ "PUT /v1/validate/job": () => verdict });
  const { code, stderr } = await nomadx(["validate", "."], {
    dir: directoryOf({ "a.nomad.hcl": wrong }),
    address,
  });
  expect(stderr).toContain('Nomad validates job "web", though it would not register it');
  expect(code).toBe(3);
});
