import type { Nanoseconds } from "../../units/duration.ts";

interface Delays {
  readonly Attempts: number | bigint;
  readonly Delay: Nanoseconds;
  readonly DelayFunction: string;
  readonly MaxDelay: Nanoseconds;
  readonly Interval: Nanoseconds;
}

interface Viable {
  readonly isViable: boolean;
  /** How many attempts fit into the interval. */
  readonly possible: number;
  /** The interval that all attempts would fit into, to a second. */
  readonly least: bigint;
}

const second = 1_000_000_000n;
/** Powers of 2 beyond are more than Go's 64 bits hold. */
const widest = 63;
/** Fibonacci's numbers have overflowed long before, and no longer mean anything. */
const mostAdded = 10_000;

/**
 * Counts whether all attempts of a rescheduling policy fit into its interval, as Nomad does: of delays that grow
 * exponentially it takes the last one alone, once they are over the longest the sum of these on top; of Fibonacci's the last.
 * @see hashicorp/nomad nomad/structs/structs.go ReschedulePolicy.viableAttempts (2.0.5)
 */
export function viableAttempts(policy: Delays): Viable {
  const delay = BigInt(policy.Delay);
  const longest = BigInt(policy.MaxDelay);
  const interval = BigInt(policy.Interval);
  const attempts = Number(policy.Attempts);
  switch (policy.DelayFunction) {
    case "constant": {
      const least = BigInt.asIntN(64, BigInt(policy.Attempts) * delay);
      const isViable = interval >= least;
      return { isViable, possible: isViable ? attempts : Number(interval / delay), least: round(least) };
    }
    case "exponential":
      return exponential(attempts, delay, longest, interval);
    default:
      return fibonacci(attempts, delay, longest, interval);
  }
}

function exponential(attempts: number, delay: bigint, longest: bigint, interval: bigint): Viable {
  let least = 0n;
  // Go's delays are below zero there, or zero, and fit into every interval.
  let possible = Math.max(attempts - widest, 0);
  for (let attempt = 0; attempt < Math.min(attempts, widest); attempt++) {
    const next = BigInt.asIntN(64, delay << BigInt(attempt));
    least = next > longest ? least + longest : next;
    if (least < interval) possible++;
  }
  return { isViable: possible >= attempts, possible, least: round(least) };
}

function fibonacci(attempts: number, delay: bigint, longest: bigint, interval: bigint): Viable {
  const slots = [delay, delay];
  let last = delay;
  while (slots.length < Math.min(attempts, mostAdded) && last !== longest) {
    const next = BigInt.asIntN(64, last + (slots.at(-2) ?? 0n));
    last = next > longest ? longest : next;
    slots.push(last);
  }
  // From the longest delay on, each is as much longer.
  const rest = last === longest ? Math.max(attempts - slots.length, 0) : 0;
  const least = last + BigInt(rest) * longest;
  const found = slots.findIndex((slot) => slot > interval);
  const possible = found >= 0 ? found : slots.length + Number((interval - last) / longest);
  const isViable = interval >= least;
  return { isViable, possible: isViable ? attempts : possible, least: round(least) };
}

/** To a whole second, halves up. */
function round(duration: bigint): bigint {
  return ((duration + second / 2n) / second) * second;
}
