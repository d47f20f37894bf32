/** How pieces of a text are set off. The caller decides on colour; nothing here carries meaning alone. */
export interface TextStyle {
  readonly bold: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly brightYellow: (text: string) => string;
  readonly blue: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** Leaves every text as it is: for files, pipes and terminals without colour. */
export const plainStyle: TextStyle = {
  bold: same,
  red: same,
  green: same,
  yellow: same,
  brightYellow: same,
  blue: same,
  cyan: same,
};

function same(text: string): string {
  return text;
}
