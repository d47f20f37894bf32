import { compareBytes } from "./byte-order.ts";

/**
 * A map of texts as Go prints it with `%s`: `map[a:1 b:2]`, sorted by key.
 * @see golang/go src/fmt/print.go printValue
 */
export function mapText(map: ReadonlyMap<string, string>): string {
  const pairs = [...map].toSorted(([a], [b]) => compareBytes(a, b)).map(([key, value]) => `${key}:${value}`);
  return `map[${pairs.join(" ")}]`;
}
