import { parseDuration } from "../units/duration.ts";
import { toBytes } from "./bytes.ts";
import { quoteBytes } from "./quote.ts";

const units = /^(?:ns|us|µs|μs|ms|s|m|h)$/;

/**
 * Why Go refuses a text as a duration, in Go's words: `time: missing unit in duration "5"`.
 * Only for texts that `parseDuration` refuses.
 * @see golang/go src/time/format.go ParseDuration
 */
export function durationProblem(text: string): string {
  let rest = text.replace(/^[+-]/, "");
  let total = 0n;
  while (rest !== "") {
    const number = /^(?:(\d+)(?:\.\d*)?|\.\d+)/.exec(rest);
    // A number that is too large is noticed before its unit is looked at.
    if (number === null || BigInt(number[1] ?? "0") > 2n ** 63n) break;
    rest = rest.slice(number[0].length);
    const unit = /^[^.\d]*/.exec(rest)?.[0] ?? "";
    if (unit === "") return `time: missing unit in duration ${quoted(text)}`;
    if (!units.test(unit)) return `time: unknown unit ${quoted(unit)} in duration ${quoted(text)}`;
    rest = rest.slice(unit.length);
    const part = parseDuration(`-${number[0]}${unit}`);
    if (part === undefined) break;
    total += BigInt(part);
    if (total < -(2n ** 63n)) break;
  }
  return `time: invalid duration ${quoted(text)}`;
}

function quoted(text: string): string {
  return quoteBytes(toBytes(text));
}
