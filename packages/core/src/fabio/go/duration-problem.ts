import { quote } from "./quote.ts";

/**
 * Why Go refuses a text as a duration, in Go's words: `time: missing unit in duration "5"`.
 * Only for texts that `parseDuration` refuses.
 * @see golang/go src/time/format.go ParseDuration
 */
export function durationProblem(text: string): string {
  let rest = text.replace(/^[+-]/, "");
  while (rest !== "") {
    const number = /^(?:\d+\.?\d*|\.\d+)/.exec(rest)?.[0];
    if (number === undefined) break;
    rest = rest.slice(number.length);
    const unit = /^[^.\d]*/.exec(rest)?.[0] ?? "";
    if (unit === "") return `time: missing unit in duration ${quote(text)}`;
    if (!/^(?:ns|us|µs|μs|ms|s|m|h)$/.test(unit)) {
      return `time: unknown unit ${quote(unit)} in duration ${quote(text)}`;
    }
    rest = rest.slice(unit.length);
  }
  return `time: invalid duration ${quote(text)}`;
}
