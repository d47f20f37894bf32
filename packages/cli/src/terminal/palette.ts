import { type ColorChoice, wantsColor } from "./color.ts";

/** The styles that nomadx writes. Without colour each returns its text as it is. */
export interface Palette {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly blue: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const same = (text: string): string => text;
/** Without colour. */
export const plainPalette: Palette = {
  bold: same,
  dim: same,
  red: same,
  green: same,
  yellow: same,
  blue: same,
  cyan: same,
};

/** The styles for stdout and for stderr. */
export interface Palettes {
  readonly out: Palette;
  readonly err: Palette;
}

/** Looks at the streams and the environment; loads chalk only when one of the streams gets colour. */
export async function choosePalettes(
  choice: ColorChoice,
  environment: Readonly<Record<string, string | undefined>>,
  streams: { readonly out: { readonly isTTY?: boolean }; readonly err: { readonly isTTY?: boolean } },
): Promise<Palettes> {
  const out = wantsColor(choice, environment, streams.out.isTTY === true);
  const err = wantsColor(choice, environment, streams.err.isTTY === true);
  const colors = out || err ? await chalkPalette() : plainPalette;
  return { out: out ? colors : plainPalette, err: err ? colors : plainPalette };
}

async function chalkPalette(): Promise<Palette> {
  const { Chalk } = await import("chalk");
  const { bold, dim, red, green, yellow, blue, cyan } = new Chalk({ level: 1 });
  return { bold, dim, red, green, yellow, blue, cyan };
}
