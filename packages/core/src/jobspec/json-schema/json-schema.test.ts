import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";

import { readHcl } from "../hcl/read/read-hcl.ts";
import { jobJsonSchema, type Language } from "./json-schema.ts";

const validators = { api: validator("api"), "hcl-json": validator("hcl-json") };

function validator(language: Language) {
  return new Ajv2020({ allErrors: true, strict: true, strictTypes: false, allowUnionTypes: true }).compile(
    jobJsonSchema(language),
  );
}

/** The problems that the schema finds, each with its place. */
function problems(language: Language, value: unknown): string[] {
  const validate = validators[language];
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message = "", params }) =>
    [instancePath, message, Object.values(params).join()].join(" "),
  );
}

const hcl = (task: object, rest: object = {}): unknown => ({
  "//": "a comment",
  variable: { image: { type: "string" } },
  job: { web: { datacenters: ["dc1"], group: { web: { count: "2", ...rest, task: { server: task } } } } },
});
const task = {
  driver: "docker",
  config: { image: "${var.image}", ports: ["http"], mount: [{ type: "bind", source: "a", target: "b" }] },
  env: { A: 1, "b.c": "d" },
  kill_timeout: "10s",
  resources: { cpu: 100, memory: "${64 * 2}" },
};
const network = { network: [{ port: { http: { to: 80 } } }], service: { name: "web", port: "http" } };

test("HCL's JSON that Nomad takes fits", () => {
  expect(problems("hcl-json", hcl(task, network))).toEqual([]);
  const text = JSON.stringify(hcl(task, network));
  const values = { flags: { image: "nginx" } };
  const { job, diagnostics } = readHcl({ file: "x", text, values });
  expect(diagnostics).toEqual([]);
  expect(problems("api", job)).toEqual([]);
  expect(problems("api", { Job: job })).toEqual([]);
});

test.each<[string, Language, unknown, RegExp]>([
  ["an attribute", "hcl-json", hcl({ ...task, kil_timeout: "1s" }), /kil_timeout/],
  ["a block", "hcl-json", hcl(task, { servise: {} }), /servise/],
  ["an option of a driver", "hcl-json", hcl({ ...task, config: { imag: "x" } }), /imag/],
  ["a value of few", "hcl-json", { job: { web: { type: "servcie" } } }, /job\/web\/type/],
  ["a duration", "hcl-json", hcl({ ...task, kill_timeout: "10" }), /kill_timeout/],
  ["a number", "hcl-json", hcl(task, { count: [2] }), /count/],
  ["a field", "api", { ID: "web", TaskGroup: [] }, /TaskGroup/],
  ["a field below", "api", { ID: "web", TaskGroups: [{ Name: "g", Cuont: 1 }] }, /Cuont/],
  ["a text for a number", "api", { ID: "web", Priority: "50" }, /Priority/],
  ["a text for a duration", "api", { TaskGroups: [{ Name: "g", ShutdownDelay: "1s" }] }, /ShutdownDelay/],
  [
    "an option of a driver",
    "api",
    { TaskGroups: [{ Tasks: [{ Driver: "docker", Config: { imag: 1 } }] }] },
    /imag/,
  ],
])("%s that is wrong in %s is found", (_, language, value, place) => {
  expect(problems(language, value).join("\n")).toMatch(place);
});

test("an unknown driver takes any configuration", () => {
  expect(problems("hcl-json", hcl({ driver: "nix", config: { anything: { at: "all" } } }))).toEqual([]);
});

test("every attribute has a description, and its default where it has one", () => {
  const { $defs } = JSON.parse(JSON.stringify(jobJsonSchema("hcl-json")));
  for (const [name, { properties }] of Object.entries<{ properties: object }>($defs)) {
    for (const [key, value] of Object.entries(properties)) {
      if (key !== "//" && key !== "dynamic")
        expect([name, key, value.description]).toEqual([name, key, expect.any(String)]);
    }
  }
  expect($defs.MigrateStrategy.properties.min_healthy_time).toMatchObject({
    description: "How long it has to stay healthy before the next one is moved.",
    default: "10s",
  });
  const api = JSON.parse(JSON.stringify(jobJsonSchema("api")));
  expect(api.$defs.MigrateStrategy.properties.MinHealthyTime.default).toBe(10_000_000_000);
});
