import { Character, isDigit } from "../scan/characters.ts";
import type { NumberLiteral } from "../syntax/expression.ts";
import type { Parser } from "./parser.ts";
import { problems } from "./problems.ts";

/** Makes a number of a token of digits, dots and exponents, and reports it where it is none. */
export function parseNumber(p: Parser, index: number): NumberLiteral {
  const start = p.start(index);
  const end = p.end(index);
  const text = p.textOf(index);
  if (!isNumber(text)) p.report(problems.badNumber(text), { start, end });
  return { kind: "number", start, end, text };
}

/**
 * Whether a token of digits, dots and exponents has at most one of each, in this order, and an exponent that Go can hold.
 * @see zclconf/go-cty cty.ParseNumberVal (v1.19.0); Go math/big Float.scan
 */
export function isNumber(text: string): boolean {
  let point = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === Character.dot) {
      if (point !== -1) return false;
      point = at;
    } else if (!isDigit(code)) {
      const fraction = point === -1 ? 0 : at - point - 1;
      return (
        isExponent(text.slice(at + 1)) && isInRange(text.slice(0, at), fraction, Number(text.slice(at + 1)))
      );
    }
  }
  return true;
}

function isExponent(text: string): boolean {
  const first = text.charCodeAt(0);
  for (let at = first === Character.plus || first === Character.minus ? 1 : 0; at < text.length; at++) {
    if (!isDigit(text.charCodeAt(at))) return false;
  }
  return true;
}

/** Whether Go's binary exponent holds `mantissa` × 10^`exponent`; `fraction` digits of the mantissa are behind its point. */
function isInRange(mantissa: string, fraction: number, exponent: number): boolean {
  if (Math.abs(exponent) < 1e9) return true;
  if (Math.abs(exponent) >= 2 ** 63) return false;
  const digits = mantissa.replace(".", "").replace(/^0+/, "");
  if (digits === "") return true;
  const leading = digits.slice(0, 15);
  const bits = Math.floor(Math.log2(Number(leading)) + (digits.length - leading.length) * Math.log2(10)) + 1;
  const binaryExponent = bits - fraction + exponent;
  return binaryExponent >= -(2 ** 31) && binaryExponent < 2 ** 31;
}
