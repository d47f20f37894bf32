import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

const jobs = fileURLToPath(new URL("../../jobs", import.meta.url));

/** The packages from which a new Node process loads modules when it imports `specifier`, as a job file would. */
function packagesLoadedBy(specifier) {
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
    await import(${JSON.stringify(specifier)});
  `;
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: jobs,
    encoding: "utf8",
  });
  return [...new Set(output.split("\n").filter((line) => line !== ""))].toSorted();
}

describe("a subpath of @nomadx/core loads only the packages that it needs", () => {
  test.each([
    ["@nomadx/core", ["lossless-json"]],
    ["@nomadx/core/text", []],
    ["@nomadx/core/hcl", []],
    ["@nomadx/core/services", []],
    ["@nomadx/core/fabio", []],
    ["@nomadx/core/jobspec", []],
    ["@nomadx/core/plan", []],
    ["@nomadx/core/verify/probe", []],
    ["@nomadx/core/consul/dns", ["dns-packet"]],
  ])("%s does not load the HTTP client", (specifier, packages) => {
    expect(packagesLoadedBy(specifier)).toEqual(packages);
  });

  test("@nomadx/core/fabio/admin loads got but no zod", () => {
    const packages = packagesLoadedBy("@nomadx/core/fabio/admin");
    expect(packages).toEqual(expect.arrayContaining(["got", "lossless-json"]));
    expect(packages).not.toContain("zod");
  });

  test("@nomadx/core/nomad loads got, so that the test above can see such a thing", () => {
    expect(packagesLoadedBy("@nomadx/core/nomad")).toContain("got");
  });
});
