import { beforeEach, inject } from "vitest";

import type { Part } from "../../scripts/e2e/cluster.js";

/**
 * To be called in a `describe`: its tests need these parts of the cluster, and are skipped, with the reason, where one
 * of them could not be started.
 */
export function needs(...parts: readonly Part[]): void {
  const { missing } = inject("cluster");
  const reasons = parts.flatMap((part) => {
    const reason = missing[part];
    return reason === undefined ? [] : [`no ${part}: ${reason}`];
  });
  beforeEach(({ skip }) => skip(reasons.length > 0, reasons.join("; ")));
}
