import { readdirSync } from "node:fs";

import type { ApiJob } from "../api-job.ts";
import type { JobFile } from "../builder.ts";
import { readSpec } from "../read-spec.ts";

const root = new URL("../../../../../", import.meta.url);

/** The jobs of this repository, by their path without the extension: `examples/fabio-default`. */
export const exampleNames: readonly string[] = ["jobs/", "examples/"].flatMap((path) =>
  readdirSync(new URL(path, root))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path + file.slice(0, -3)),
);

/** Loads an example job; each of the files holds one. */
export async function loadExample(name: string): Promise<ApiJob> {
  const file = (await import(new URL(`${name}.ts`, root).href)) as { default: JobFile };
  const [entry] = Object.entries(file.default.job);
  return readSpec(...(entry ?? ["", {}])).job;
}
