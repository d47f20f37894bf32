import { Character } from "../scan/characters.ts";

/**
 * Where Go stops reading a text of JSON, in quotes, that has something wrong in it: how many characters it has read, the one
 * that is wrong included. `undefined` where nothing is wrong.
 * @see Go encoding/json scanner.go stateInString, stateInStringEsc
 */
export function jsonStringError(source: string): number | undefined {
  let at = 1;
  while (at < source.length) {
    const code = source.charCodeAt(at);
    if (code === Character.quote) return at + 1 === source.length ? undefined : at + 2;
    if (code !== Character.backslash) {
      at++;
      continue;
    }
    const escape = source[at + 1];
    if (escape === undefined) return source.length;
    if (escape === "u") {
      for (let digit = at + 2; digit < at + 6; digit++) {
        if (digit >= source.length) return source.length;
        if (!/[\da-fA-F]/.test(source.charAt(digit))) return digit + 1;
      }
      at += 6;
    } else {
      if (!'"\\/bfnrt'.includes(escape)) return at + 2;
      at += 2;
    }
  }
  return source.length;
}
