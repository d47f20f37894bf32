import { readdirSync } from "node:fs";

import type { ApiJob } from "../api-job.ts";
import type { JobFile } from "../builder.ts";
import { readSpec } from "../read-spec.ts";

const folder = new URL("../../../../../jobs/", import.meta.url);

/** The example jobs, by their path in `jobs/` without the extension: `alternatives/fabio-default`. */
export const exampleNames: readonly string[] = ["", "alternatives/"].flatMap((path) =>
  readdirSync(new URL(path, folder))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path + file.slice(0, -3)),
);

/** Loads an example job; each of the files holds one. */
export async function loadExample(name: string): Promise<ApiJob> {
  const file = (await import(new URL(`${name}.ts`, folder).href)) as { default: JobFile };
  const [entry] = Object.entries(file.default.job);
  return readSpec(...(entry ?? ["", {}])).job;
}
