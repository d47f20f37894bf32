import type { TextStyle } from "@nomadx/core/plan";

import type { Palette } from "../terminal/palette.ts";

/** The styles of a plan in the colours of a stream. */
export function textStyle(palette: Palette): TextStyle {
  const { bold, red, green, yellow, blue, cyan } = palette;
  return { bold, red, green, yellow, brightYellow: yellow, blue, cyan };
}
