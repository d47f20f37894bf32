import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** To be called in a `describe`: an empty folder that is removed after its tests. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "nomadx-e2e-files-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  return folder;
}
