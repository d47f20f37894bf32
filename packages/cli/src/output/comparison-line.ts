import type { CheckedFabio } from "../routes/check-fabios.ts";
import type { Palette } from "../terminal/palette.ts";

/** How a Fabio compares with what is expected; `undefined` for one that did not answer. */
export function comparisonLine(
  { address, findings, expected = 0, error }: CheckedFabio,
  { bold, green }: Palette,
): string | undefined {
  if (error !== undefined) return undefined;
  const name = bold(address);
  if (findings.length > 0)
    return `${name}: ${findings.length === 1 ? "1 mismatch" : `${findings.length} mismatches`}`;
  if (expected === 0) return `${name}: no route of the files is for this Fabio`;
  return `${name}: ${green("as expected")}, ${expected === 1 ? "1 route" : `${expected} routes`}`;
}
