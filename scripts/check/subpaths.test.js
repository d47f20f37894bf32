import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

import { subpathsOfCore } from "./subpaths.js";

const jobs = fileURLToPath(new URL("../../jobs", import.meta.url));

/**
 * The packages from which a new Node process loads modules when it imports `specifier`, as a job file would, and then
 * does what `use` says with it, its exports being `core`.
 */
function packagesLoadedBy(specifier, use = "") {
  // The hooks run in a thread of their own, whose console could be cut off at the end.
  const hooks = `
    import { writeSync } from "node:fs";
    export async function load(url, context, next) {
      const found = /.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)\\//.exec(url);
      if (found !== null) writeSync(1, found[1] + "\\n");
      return next(url, context);
    }
  `;
  const program = `
    import { register } from "node:module";
    register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hooks)}`)});
    const core = await import(${JSON.stringify(specifier)});
    ${use}
  `;
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: jobs,
    encoding: "utf8",
  });
  return [...new Set(output.split("\n").filter((line) => line !== ""))].toSorted();
}

/** A server that is not there. */
const nobody = `{ address: "http://127.0.0.1:1", addressSource: "default" }`;

/** Subpaths that never load the HTTP client, with the packages that importing them loads. */
const light = [
  ["@nomadx/core", ["lossless-json"]],
  ["@nomadx/core/text", []],
  ["@nomadx/core/hcl", []],
  ["@nomadx/core/services", []],
  ["@nomadx/core/routes", []],
  ["@nomadx/core/fabio", []],
  ["@nomadx/core/jobspec", []],
  ["@nomadx/core/jobspec/hcl", []],
  ["@nomadx/core/jobspec/json", []],
  ["@nomadx/core/jobspec/json-schema", []],
  ["@nomadx/core/jobspec/cron", []],
  ["@nomadx/core/jobspec/rules", []],
  ["@nomadx/core/typescript", []],
  ["@nomadx/core/variables", []],
  ["@nomadx/core/node", []],
  ["@nomadx/core/plan", []],
  ["@nomadx/core/verify", ["zod"]],
  ["@nomadx/core/verify/probe", []],
  ["@nomadx/core/consul/dns", ["dns-packet"]],
];

/** Subpaths with a client: what importing them loads, and a first request. */
const withClient = [
  [
    "@nomadx/core/nomad",
    ["lossless-json", "zod"],
    `await core.createNomadClient(${nobody}).status.leader().catch(() => undefined);`,
  ],
  [
    "@nomadx/core/consul",
    ["consul", "lossless-json", "zod"],
    `await core.createConsulClient(${nobody}).status.leader().catch(() => undefined);`,
  ],
  [
    "@nomadx/core/fabio/admin",
    ["lossless-json"],
    `await core.createFabioAdmin(${nobody}).version().catch(() => undefined);`,
  ],
];

describe("a subpath of @nomadx/core loads only the packages that it needs", () => {
  test("each is in one of the tables", () => {
    const known = [...light, ...withClient].map(([specifier]) => specifier);
    expect(known.toSorted()).toEqual(subpathsOfCore().toSorted());
  });

  test.each(light)("%s does not load the HTTP client", (specifier, packages) => {
    expect(packagesLoadedBy(specifier)).toEqual(packages);
  });

  test.each(withClient)("%s loads the HTTP client with its first request", (specifier, packages, request) => {
    expect(packagesLoadedBy(specifier)).toEqual(packages);
    expect(packagesLoadedBy(specifier, request)).toContain("got");
  });
});
