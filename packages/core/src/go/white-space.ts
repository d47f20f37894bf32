const space = String.raw`\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;
const around = new RegExp(`^[${space}]+|[${space}]+$`, "g");
const between = new RegExp(`[${space}]+`);

/** `text` without the blanks around it, by Go's idea of a blank: U+0085 is one, U+FEFF is none. */
export function trimSpace(text: string): string {
  return text.replace(around, "");
}

/** The words of `text`, by the same blanks; none for a text of blanks. */
export function fields(text: string): string[] {
  const trimmed = trimSpace(text);
  return trimmed === "" ? [] : trimmed.split(between);
}
