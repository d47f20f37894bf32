import { narrow } from "./narrow.ts";

/** A length of time in nanoseconds, as Nomad's API has it. `bigint` only beyond 2^53 (104 days). */
export type Nanoseconds = number | bigint;

const NANOSECONDS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const MAX_INT64 = 2n ** 63n - 1n;

/**
 * Reads a Go duration: `30s`, `1h15m`, `1.5h`, `-2m`, `0`. Answers `undefined` for anything that Go refuses.
 * Fractions of a nanosecond are cut off, after they have been computed in floating point: that shows beyond 15 digits.
 * @see golang/go time/format.go ParseDuration
 */
export function parseDuration(text: string): Nanoseconds | undefined {
  const match = /^([+-]?)(.+)$/.exec(text);
  const rest = match?.[2];
  if (match === null || rest === undefined) return undefined;
  if (rest === "0") return 0;
  if (!/^(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) return undefined;
  let total = 0n;
  for (const part of rest.matchAll(/(\d*)\.?(\d*)([a-zµμ]+)/g)) {
    const [, whole = "", fraction = "", unit = ""] = part;
    const scale = NANOSECONDS[unit];
    if (scale === undefined) return undefined;
    total += BigInt(whole || "0") * scale + nanosecondsOf(fraction, Number(scale));
    if (total > MAX_INT64 + (match[1] === "-" ? 1n : 0n)) return undefined;
  }
  return narrow(match[1] === "-" ? -total : total);
}

/** The digits behind the point in units of `unit` nanoseconds. Digits beyond 63 bits do not count. */
function nanosecondsOf(fraction: string, unit: number): bigint {
  let digits = 0n;
  let scale = 1;
  for (const digit of fraction) {
    const more = digits * 10n + BigInt(digit);
    if (more > MAX_INT64 + 1n) break;
    digits = more;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(digits) * (unit / scale)));
}

/**
 * Writes a duration as Go does: `1h15m0s`, `1.5s`, `250ms`, `0s`.
 * @see golang/go time/time.go Duration.String
 */
export function formatDuration(nanoseconds: Nanoseconds): string {
  const value = BigInt(nanoseconds);
  const magnitude = value < 0n ? -value : value;
  const sign = value < 0n ? "-" : "";
  if (magnitude === 0n) return "0s";
  for (const [unit, limit] of [
    ["ns", 1_000n],
    ["µs", 1_000_000n],
    ["ms", 1_000_000_000n],
  ] as const) {
    if (magnitude < limit) return sign + decimal(magnitude, NANOSECONDS[unit] ?? 1n) + unit;
  }
  const hours = magnitude / 3_600_000_000_000n;
  const minutes = (magnitude / 60_000_000_000n) % 60n;
  const seconds = `${decimal(magnitude % 60_000_000_000n, 1_000_000_000n)}s`;
  if (hours > 0n) return `${sign}${hours}h${minutes}m${seconds}`;
  return minutes > 0n ? `${sign}${minutes}m${seconds}` : sign + seconds;
}

/**
 * Writes a duration the way people write it in a job: no zero parts (`1h`, not `1h0m0s`).
 * Reads back to the same value.
 */
export function formatDurationShort(nanoseconds: Nanoseconds): string {
  return formatDuration(nanoseconds).replace(/m0s$/, "m").replace(/h0m$/, "h");
}

function decimal(value: bigint, unit: bigint): string {
  const whole = value / unit;
  const fraction = value % unit;
  if (fraction === 0n) return whole.toString();
  const digits = unit.toString().length - 1;
  return `${whole}.${fraction.toString().padStart(digits, "0").replace(/0+$/, "")}`;
}
