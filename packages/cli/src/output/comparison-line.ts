import { counted } from "@nomadx/core/text";

import type { CheckedFabio } from "../routes/check-fabios.ts";
import type { Palette } from "../terminal/palette.ts";

/** How a Fabio compares with what is expected; `undefined` for one that did not answer. */
export function comparisonLine(
  { address, findings, expected = 0, error }: CheckedFabio,
  { bold, green }: Palette,
): string | undefined {
  if (error !== undefined) return undefined;
  const name = bold(address);
  if (findings.length > 0) return `${name}: ${counted(findings.length, "mismatch", "mismatches")}`;
  if (expected === 0) return `${name}: no route of the files is for this Fabio`;
  return `${name}: ${green("as expected")}, ${counted(expected, "route")}`;
}
