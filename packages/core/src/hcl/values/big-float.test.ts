import { describe, expect, it } from "vitest";

import {
  absolute,
  add,
  compare,
  divide,
  fromBigInteger,
  fromDouble,
  fromInteger,
  infinity,
  isIndefiniteProduct,
  isWhole,
  multiply,
  negate,
  parseBigFloat,
  signOf,
  subtract,
  toDouble,
  truncate,
} from "./big-float.ts";
import type { BigFloat } from "./big-float.ts";
import { exactDecimal, fixedText, isWritable, plainText, roundDecimal } from "./number-text.ts";

function number(text: string): BigFloat {
  const parsed = parseBigFloat(text);
  if (parsed === undefined) throw new Error(`no number: ${text}`);
  return parsed;
}

const text = (value: BigFloat | undefined) => (value === undefined ? "none" : plainText(value));

// The expected texts were printed by Go 1.26, math/big with 512 bits, halves to even.
describe("numbers as texts", () => {
  it.each([
    ["12", "12"],
    ["-0", "-0"],
    ["+5", "5"],
    [".5", "0.5"],
    ["5.", "5"],
    ["1.50", "1.5"],
    ["1e3", "1000"],
    ["3p2", "12"],
    ["1e-7", "0.0000001"],
    ["Inf", "+Inf"],
    ["-inf", "-Inf"],
    ["9223372036854775808", "9223372036854775808"],
    ["1e100", `1${"0".repeat(100)}`],
    ["0.1", "0.1"],
  ])("%s is %s", (given, want) => {
    expect(text(parseBigFloat(given))).toBe(want);
  });

  it.each(["", " 1", "1 ", "0x10", "1_0", "1e", "e1", ".", "NaN", "infinity", "--1"])(
    "%j is no number",
    (given) => {
      expect(parseBigFloat(given)).toBeUndefined();
    },
  );

  it("takes exponents beyond all bounds in no time", () => {
    expect(text(parseBigFloat("1e60000000099"))).toBe("+Inf");
    expect(text(parseBigFloat("1e-99999999999"))).toBe("0");
    expect(isWritable(number("1e600000000"))).toBe(false);
    expect(isWritable(number("1e999999"))).toBe(true);
  });
});

describe("arithmetic with 512 bits", () => {
  it("adds tenths as people do", () => {
    expect(text(add(number("0.1"), number("0.2")))).toBe("0.3");
    expect(text(subtract(number("0.3"), number("0.1")))).toBe(`0.2${"0".repeat(153)}2`);
  });

  it("divides to 155 places", () => {
    expect(text(divide(number("1"), number("3")))).toBe(`0.${"3".repeat(154)}5`);
  });

  it("counts the bits of the operands, where both come from 64-bit integers", () => {
    expect(text(divide(fromInteger(1), fromInteger(3)))).toBe("0.33333333333333333334");
  });

  it("keeps whole numbers beyond 2^53 exact", () => {
    expect(text(multiply(number("9007199254740993"), number("3")))).toBe("27021597764222979");
    expect(text(fromBigInteger(2n ** 80n + 1n))).toBe("1208925819614629174706177");
  });

  it("has infinities, and no value where there is none", () => {
    expect(text(divide(number("1"), number("0")))).toBe("+Inf");
    expect(text(divide(number("-1"), number("0")))).toBe("-Inf");
    expect(divide(number("0"), number("0"))).toBeUndefined();
    expect(add(infinity(false), infinity(true))).toBeUndefined();
    expect(isIndefiniteProduct(number("0"), infinity(false))).toBe(true);
    expect(isIndefiniteProduct(number("1"), infinity(false))).toBe(false);
  });

  it("adds what is far too small without lining up the bits", () => {
    expect(text(add(number("1"), number("1e-999999999")))).toBe("1");
    expect(compare(number("1e600000000"), number("1e599999999"))).toBe(1);
  });

  it("compares by value, whatever the bits", () => {
    expect(compare(number("2"), fromInteger(2))).toBe(0);
    expect(compare(number("-0"), number("0"))).toBe(0);
    expect(compare(number("-2"), number("1"))).toBe(-1);
    expect(compare(infinity(true), number("-1e300"))).toBe(-1);
  });
});

describe("other kinds of numbers", () => {
  it("becomes the nearest double", () => {
    expect(toDouble(number("0.1"))).toBe(0.1);
    expect(toDouble(number("1e309"))).toBe(Infinity);
    expect(toDouble(number("5e-324"))).toBe(5e-324);
    expect(toDouble(number("2e-324"))).toBe(0);
    expect(toDouble(negate(number("0")))).toBe(-0);
    expect(text(fromDouble(0.1))).toBe("0.1");
  });

  it("knows whole numbers, and cuts fractions off towards zero", () => {
    expect([isWhole(number("5.0")), isWhole(number("5.5")), isWhole(infinity(false))]).toEqual([
      true,
      false,
      false,
    ]);
    expect([truncate(number("-2.7")), truncate(number("1e20")), truncate(number("1e-5"))]).toEqual([
      -2n,
      100_000_000_000_000_000_000n,
      0n,
    ]);
    expect([signOf(number("-3")), signOf(number("-0")), text(absolute(number("-3")))]).toEqual([-1, 0, "3"]);
  });

  it("rounds decimals with halves to even", () => {
    const fixed = (given: string, places: number) => {
      const exact = exactDecimal(number(given));
      return fixedText(roundDecimal(exact, exact.point + places), places);
    };
    expect([fixed("2.675", 2), fixed("0.25", 1), fixed("2.5", 0), fixed("0.999", 2), fixed("12", 3)]).toEqual(
      ["2.67", "0.2", "2", "1.00", "12.000"],
    );
  });
});
