import { readFileSync } from "node:fs";
import path from "node:path";

import type { NomadxConfig } from "@nomadx/core";
import { expect, test } from "vitest";

import { Once } from "../command/once.ts";
import { readConfigFile } from "./config-file.ts";
import { makeProject } from "../inputs/testing/project.ts";

const readConfig = (cwd: string) =>
  readConfigFile({ cwd, env: {}, version: "0", endingAtOnce: (run) => run(), config: new Once() });

const good = 'export default { nomad: { address: "http://10.0.0.1:4646", region: "eu" } };';

test("the nearest configuration file counts, also from a directory below", async () => {
  const { dir } = makeProject({ "nomadx.config.ts": good, "jobs/web.ts": "" });
  const expected = { nomad: { address: "http://10.0.0.1:4646", region: "eu" } };
  expect(await readConfig(path.join(dir, "jobs"))).toEqual(expected);
});

test("without a file there is no configuration", async () => {
  const { dir } = makeProject({ "jobs/web.ts": "" });
  expect(await readConfig(dir)).toBeUndefined();
});

test.each([
  ['{ nomad: { adress: "http://10.0.0.1:4646" } }', 'nomad has no setting "adress": did you mean address?'],
  ["{ nomda: {} }", 'there is no section "nomda": did you mean nomad?'],
  ['{ nomad: { token: "abc" } }', "nomad.token does not belong in a file: set NOMAD_TOKEN instead"],
  ['{ consul: { token: "abc" } }', "consul.token does not belong in a file: set CONSUL_HTTP_TOKEN instead"],
  ['{ fabio: { url: "x" } }', 'fabio has no setting "url"; there are address, tagPrefix'],
  ["{ nomad: { address: 4646 } }", "nomad.address has to be a text, not a number"],
  ['{ fabio: "http://10.0.0.1:9998" }', "fabio has to be an object of settings"],
  [
    '{ nomad: { adress: "x" }, consul: { datacentre: "dc1" } }',
    'nomad has no setting "adress": did you mean address?\nnomadx.config.ts: consul has no setting "datacentre": did you mean datacenter?',
  ],
])("%s is refused, and not passed over", async (config, mistakes) => {
  const { dir } = makeProject({ "nomadx.config.ts": `export default ${config};` });
  await expect(readConfig(dir)).rejects.toThrow(
    expect.objectContaining({ code: "invalid", message: `nomadx.config.ts: ${mistakes}` }),
  );
});

test("what is undefined is not said", async () => {
  const { dir } = makeProject({
    "nomadx.config.ts":
      "export default { nomad: { address: process.env.NOBODY_SETS_THIS }, consul: undefined };",
  });
  const config = await readConfig(dir);
  expect(config?.nomad?.address).toBeUndefined();
});

test.each([
  ["a syntax error", "export default {"],
  ["no default export", "export const nomad = {};"],
  ["an unknown section", "export default { nomda: {} };"],
  ["a value that is no text", "export default { nomad: { address: 4646 } };"],
])("a file with %s is refused by its name", async (_, text) => {
  const { dir } = makeProject({ "nomadx.config.ts": text });
  await expect(readConfig(dir)).rejects.toThrow(
    expect.objectContaining({
      code: "invalid",
      message: expect.stringMatching(/^nomadx\.config\.ts/) as string,
    }),
  );
});

test("it runs once in a command, however often it is asked for", async () => {
  const { dir } = makeProject({
    "nomadx.config.mjs": `import { appendFileSync } from "node:fs";
appendFileSync(new URL("runs.txt", import.meta.url), "x");
export default { nomad: { region: "eu" } };
`,
  });
  const context = { cwd: dir, env: {}, version: "0", config: new Once<NomadxConfig | undefined>() };
  const read = () => readConfigFile({ ...context, endingAtOnce: (run) => run() });
  expect(await Promise.all([read(), read()])).toEqual([
    { nomad: { region: "eu" } },
    { nomad: { region: "eu" } },
  ]);
  await read();
  expect(readFileSync(path.join(dir, "runs.txt"), "utf8")).toBe("x");
});
