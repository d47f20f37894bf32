import type { CheckedFabio } from "../routes/check-fabios.ts";
import type { Palette } from "../terminal/palette.ts";
import { findingsToText } from "./findings-text.ts";

/**
 * How each Fabio that answered compares with what is expected.
 * @param expected how many routes the files lead to
 */
export function fabiosText(checked: readonly CheckedFabio[], expected: number, palette: Palette): string {
  const { bold, green } = palette;
  return checked
    .filter(({ error }) => error === undefined)
    .map(({ address, findings }) =>
      findings.length === 0
        ? `${bold(address)}: ${green("as expected")}, ${count(expected, "route")}`
        : `${bold(address)}: ${count(findings.length, "mismatch")}\n${findingsToText(findings, palette)}`,
    )
    .join("\n");
}

function count(number: number, noun: "route" | "mismatch"): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}${noun === "mismatch" ? "es" : "s"}`;
}
