import type { CheckedFabio } from "../routes/check-fabios.ts";
import type { Palette } from "../terminal/palette.ts";
import { findingsToText } from "./findings-text.ts";

/** How each Fabio that answered compares with what is expected. */
export function fabiosText(checked: readonly CheckedFabio[], palette: Palette): string {
  const { bold, green } = palette;
  return checked
    .filter(({ error }) => error === undefined)
    .map(({ address, findings, expected = 0 }) => {
      const name = bold(address);
      if (findings.length > 0)
        return `${name}: ${count(findings.length, "mismatch")}\n${findingsToText(findings, palette)}`;
      if (expected === 0) return `${name}: no route of the files is for this Fabio`;
      return `${name}: ${green("as expected")}, ${count(expected, "route")}`;
    })
    .join("\n");
}

function count(number: number, noun: "route" | "mismatch"): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}${noun === "mismatch" ? "es" : "s"}`;
}
