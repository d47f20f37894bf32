/**
 * A number as Go prints a `float64` with `%v`: the fewest digits that tell it from others, with an exponent below 0.0001
 * and from a million on.
 * @example floatText(1234567) // "1.234567e+06"
 * @see golang/go src/strconv/ftoa.go formatDigits, verb "g"
 */
export function floatText(value: number): string {
  if (Object.is(value, -0)) return "-0";
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  const size = String(Math.abs(power)).padStart(2, "0");
  return `${digits}e${power < 0 ? "-" : "+"}${size}`;
}
