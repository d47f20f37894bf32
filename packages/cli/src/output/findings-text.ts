import { placeText } from "../routes/place-text.ts";
import { oneLine } from "../terminal/clean-text.ts";
import type { Palette } from "../terminal/palette.ts";
import type { Finding } from "./finding.ts";

/** Findings for people, one or two lines each: place, severity, rule and what is wrong; then the way out. */
export function findingsToText(findings: readonly Finding[], palette: Palette): string {
  return findings.map((finding) => findingText(finding, palette)).join("\n");
}

function findingText({ id, severity, message, source, fix }: Finding, palette: Palette): string {
  const { bold, red, yellow, cyan } = palette;
  const paint = severity === "info" ? cyan : severity === "warning" ? yellow : red;
  const place = source === undefined ? "" : `${bold(oneLine(placeText(source)))}: `;
  const head = `${place}${paint(severity)} ${id}: ${oneLine(message)}`;
  return fix === undefined ? head : `${head}\n  ${cyan("fix:")} ${oneLine(fix)}`;
}
