import { asIs, isAsIs } from "./as-is.ts";
import { isRecord, type KeyPath } from "./key-path.ts";
import { isSecret } from "./secret.ts";

/** Deeper values are no job: Nomad's own blocks and a driver's options are a few levels deep. */
const DEEPEST = 500;

/** A part of a value that is no plain data. */
interface PlainDataProblem {
  readonly keys: KeyPath;
  readonly summary: string;
  readonly detail: string;
}

/** A copy of a value without the parts that cannot be read, and what these are. */
export interface PlainData {
  readonly value: unknown;
  readonly problems: readonly PlainDataProblem[];
}

/**
 * Copies objects and lists, so that whoever reads the copy is safe from getters and proxies that throw, from values that
 * contain themselves, and from depth. Never throws; the mark of `asIs()`, secrets, dates, functions and other values of JavaScript stay.
 */
export function plainData(given: unknown): PlainData {
  const problems: PlainDataProblem[] = [];
  const around = new Set<unknown>();
  const copy = (value: unknown, keys: KeyPath): unknown => {
    try {
      if (typeof value !== "object" || value === null || isSecret(value)) return value;
      const isList = Array.isArray(value);
      if (!isList && !isRecord(value)) return value;
      const fault = around.has(value)
        ? { summary: "The value contains itself", detail: "A job is sent as JSON, which cannot say that." }
        : { summary: "The value is nested too deeply", detail: `At most ${DEEPEST} levels are read.` };
      if (around.has(value) || keys.length > DEEPEST) {
        problems.push({ keys, ...fault });
        return undefined;
      }
      around.add(value);
      const inner = isList
        ? Array.from(value, (item: unknown, index) => copy(item, [...keys, index]))
        : Object.fromEntries(Object.keys(value).map((key) => [key, property(value, key, keys)]));
      around.delete(value);
      return isAsIs(value) ? asIs(inner) : inner;
    } catch (error) {
      return unreadable(error, keys);
    }
  };
  const property = (value: Readonly<Record<string, unknown>>, key: string, keys: KeyPath): unknown => {
    try {
      return copy(value[key], [...keys, key]);
    } catch (error) {
      return unreadable(error, [...keys, key]);
    }
  };
  const unreadable = (error: unknown, keys: KeyPath): undefined => {
    const reason = error instanceof Error ? error.message : "Something was thrown that is no error";
    problems.push({
      keys,
      summary: "The value cannot be read",
      detail: `It throws when it is looked at: ${reason}.`,
    });
  };
  return { value: copy(given, []), problems };
}
