import { toBytes } from "../../go/bytes.ts";

/**
 * Whether Nomad takes a text for a domain name: no empty label, none of more than 63 bytes, about 255 bytes in all. A label
 * may hold any byte; a backslash goes with the character behind it, or with three digits.
 * @see miekg/dns v1.1.72 defaults.go IsDomainName
 */
export function isDomainName(text: string): boolean {
  const name = fullyQualified(text);
  if (text === "") return false;
  let [length, begin] = [0, 0];
  let [endsLabel, isEscaped] = [false, false];
  for (let at = 0; at < name.length; at++) {
    if (name[at] === "\\") {
      isEscaped = !isEscaped;
      if (length + 1 > maxLength) return false;
      const digits = /^\d{3}/.test(name.slice(at + 1, at + 4)) ? 3 : 1;
      [at, begin] = [at + digits, begin + digits];
      endsLabel = false;
    } else if (name[at] === ".") {
      isEscaped = false;
      if (endsLabel || (at === 0 && name.length > 1)) return false;
      const label = at - begin;
      length += 1 + label;
      if (label > maxLabel || length > maxLength) return false;
      [endsLabel, begin] = [true, at + 1];
    } else [endsLabel, isEscaped] = [false, false];
  }
  return !isEscaped;
}

const maxLabel = 63;
const maxLength = 256;

/**
 * The name with a dot at its end that no backslash takes away. The library counts the backslashes together with the bytes of the
 * character before them, so that they count for one more or less behind one of two bytes or four.
 */
function fullyQualified(text: string): string {
  const [, before = "", backslashes = ""] = /([^\\]?)(\\+)\.$/su.exec(text) ?? [];
  const counted = Math.max(toBytes(before).length, 1) + backslashes.length;
  return toBytes(text.endsWith(".") && (backslashes === "" || counted % 2 === 1) ? text : `${text}.`);
}
