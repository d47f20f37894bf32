import type { ApiJob, KeyPath } from "@nomadx/core/jobspec";

/** The secrets of a job, as far as texts show that they are some. */
export interface SecretTexts {
  /** Texts that are secrets as a whole, with names for variables: the keys under which they stand. */
  readonly whole: ReadonlyMap<string, string>;
  /** Steps to longer texts with a secret within, which no variable can stand for. */
  readonly within: readonly KeyPath[];
}

/** Looks for texts that look like secrets in a job of the API. */
export async function secretTexts(job: ApiJob): Promise<SecretTexts> {
  const { maskJob } = await import("@nomadx/core/plan");
  const whole = new Map<string, string>();
  const within: KeyPath[] = [];
  const collect = (value: unknown, masked: unknown, keys: KeyPath, name: string): void => {
    if (typeof value === "string") {
      if (masked === value) return;
      if (masked !== "(sensitive)") within.push(keys);
      else if (!whole.has(value)) whole.set(value, unusedName(name, [...whole.values()]));
    } else if (Array.isArray(value) && Array.isArray(masked)) {
      value.forEach((item: unknown, index) => collect(item, masked[index], [...keys, index], name));
    } else if (isRecord(value) && isRecord(masked)) {
      for (const [key, item] of Object.entries(value)) collect(item, masked[key], [...keys, key], key);
    }
  };
  collect(job, maskJob(job, []), [], "secret");
  return { whole, within };
}

function unusedName(wanted: string, taken: readonly string[]): string {
  const base = wanted.replace(/\W+/g, "_").replace(/^(?=\d)/, "_");
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? base : `${base}_${count}`;
    if (!taken.includes(name)) return name;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
