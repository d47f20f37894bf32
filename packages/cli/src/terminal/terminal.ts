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

/** What is known about the two output streams. */
export interface Terminal {
  /** Styles for stdout. */
  readonly out: Palette;
  /** Styles for stderr. */
  readonly err: Palette;
  /** Whether a person watches stderr: lines may be redrawn. Never in CI. */
  readonly isLive: boolean;
}

const same = (text: string): string => text;
const plain: Palette = {
  bold: same,
  dim: same,
  red: same,
  green: same,
  yellow: same,
  blue: same,
  cyan: same,
};

/** Looks at the streams and the environment; loads chalk only when one of the streams gets colour. */
export async function openTerminal(
  choice: ColorChoice,
  environment: Readonly<Record<string, string | undefined>>,
  streams: { readonly out: { readonly isTTY?: boolean }; readonly err: { readonly isTTY?: boolean } },
): Promise<Terminal> {
  const out = wantsColor(choice, environment, streams.out.isTTY === true);
  const err = wantsColor(choice, environment, streams.err.isTTY === true);
  const colors = out || err ? await chalkPalette() : plain;
  return {
    out: out ? colors : plain,
    err: err ? colors : plain,
    isLive: streams.err.isTTY === true && environment["TERM"] !== "dumb" && (environment["CI"] ?? "") === "",
  };
}

async function chalkPalette(): Promise<Palette> {
  const { Chalk } = await import("chalk");
  const { bold, dim, red, green, yellow, blue, cyan } = new Chalk({ level: 1 });
  return { bold, dim, red, green, yellow, blue, cyan };
}
