import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";

import { nomadx } from "./nomadx.ts";

const jobs = fileURLToPath(new URL("../../jobs/", import.meta.url));

test("what render writes of every example job fits the schema that is printed", async () => {
  const { code, stdout, stderr } = await nomadx(["schema"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const validate = new Ajv2020({ strictTypes: false, allowUnionTypes: true }).compile(JSON.parse(stdout));
  const files = readdirSync(jobs).filter((file) => file.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    const rendered = await nomadx(["render", file, "--format", "json"], { dir: jobs });
    const job: unknown = JSON.parse(rendered.stdout);
    expect([file, validate(job), validate.errors]).toEqual([file, true, null]);
  }
});

test("the schema of HCL's JSON is another one", async () => {
  const { stdout } = await nomadx(["schema", "--format", "hcl-json", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    format: "hcl-json",
    schema: { properties: { job: {} }, $schema: "https://json-schema.org/draft/2020-12/schema" },
  });
});
