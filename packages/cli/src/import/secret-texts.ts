import type { ApiJob } from "@nomadx/core/jobspec";

/**
 * Texts of a job that look like secrets, as a whole, with names for variables: the keys under which they stand. Texts with a
 * secret within are left alone.
 */
export async function secretTexts(job: ApiJob): Promise<ReadonlyMap<string, string>> {
  const { maskJob } = await import("@nomadx/core/plan");
  const found = new Map<string, string>();
  collect(job, maskJob(job, []), "secret", found);
  return found;
}

function collect(value: unknown, masked: unknown, key: string, found: Map<string, string>): void {
  if (typeof value === "string") {
    if (masked === "(sensitive)" && !found.has(value)) found.set(value, unusedName(key, [...found.values()]));
  } else if (Array.isArray(value) && Array.isArray(masked)) {
    value.forEach((item: unknown, index) => collect(item, masked[index], key, found));
  } else if (isRecord(value) && isRecord(masked)) {
    for (const [name, item] of Object.entries(value)) collect(item, masked[name], name, found);
  }
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
