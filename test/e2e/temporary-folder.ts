import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";

/** An empty folder, which goes away together with the cluster, however the tests end. */
export function temporaryFolder(): string {
  return mkdtempSync(join(inject("cluster").folder, "files-"));
}
