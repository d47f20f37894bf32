import path from "node:path";

import { expect, test } from "vitest";

import { readConfigFile } from "./config-file.ts";
import { makeProject } from "../inputs/testing/project.ts";

const good = 'export default { nomad: { address: "http://10.0.0.1:4646", region: "eu" } };';

test("the nearest configuration file counts, also from a directory below", async () => {
  const { dir } = makeProject({ "nomadx.config.ts": good, "jobs/web.ts": "" });
  const expected = { nomad: { address: "http://10.0.0.1:4646", region: "eu" } };
  expect(await readConfigFile({ cwd: path.join(dir, "jobs"), env: {}, version: "0" })).toEqual(expected);
});

test("without a file there is no configuration", async () => {
  const { dir } = makeProject({ "jobs/web.ts": "" });
  expect(await readConfigFile({ cwd: dir, env: {}, version: "0" })).toBeUndefined();
});

test.each([
  ["a syntax error", "export default {"],
  ["no default export", "export const nomad = {};"],
  ["an unknown section", "export default { nomda: {} };"],
  ["a value that is no text", "export default { nomad: { address: 4646 } };"],
])("a file with %s is refused by its name", async (_, text) => {
  const { dir } = makeProject({ "nomadx.config.ts": text });
  await expect(readConfigFile({ cwd: dir, env: {}, version: "0" })).rejects.toThrow(
    expect.objectContaining({
      code: "invalid",
      message: expect.stringMatching(/^nomadx\.config\.ts/) as string,
    }),
  );
});
