import { Character, isDigit } from "./characters.ts";

/**
 * The end of the number that begins at `start`, or `start` where none does. HCL's scanner takes any run of digits, dots and
 * exponents that does not end in a dot, also `1.2.3`, and leaves it to the parser to refuse what is no number.
 * @see hashicorp/hcl hclsyntax/scan_tokens.rl NumberLit (v2.20.2)
 */
export function endOfNumber(text: string, start: number): number {
  if (!isDigit(text.charCodeAt(start))) return start;
  let end = start + 1;
  let at = end;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) {
      at++;
      end = at;
    } else if (code === Character.dot) {
      at++;
    } else if (code === Character.lowerE || code === Character.upperE) {
      const sign = text.charCodeAt(at + 1);
      const digit = sign === Character.plus || sign === Character.minus ? at + 2 : at + 1;
      if (!isDigit(text.charCodeAt(digit))) break;
      at = digit + 1;
      end = at;
    } else {
      break;
    }
  }
  return end;
}
