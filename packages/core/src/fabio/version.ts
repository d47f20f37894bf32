/** A release of Fabio: `1.7.3`. Behaviour is described from 1.5.0 on. */
export type FabioVersion = `${number}.${number}.${number}`;

/** The release whose behaviour is described when none is asked for. */
export const DEFAULT_VERSION: FabioVersion = "1.7.3";

/**
 * Whether `version` is `first` or later, compared number by number.
 * @example since("1.5.14", "1.5.4") // true
 */
export function since(version: FabioVersion, first: FabioVersion): boolean {
  const [a, b] = [version.split(".").map(Number), first.split(".").map(Number)];
  for (const [index, part] of b.entries()) {
    const difference = (a[index] ?? 0) - part;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** The release in an image's tag or an answer of Fabio; without one, the newest that is known. */
export function readVersion(text: string): FabioVersion {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)\.(\d+)/.exec(text) ?? [];
  return patch === undefined ? DEFAULT_VERSION : `${Number(major)}.${Number(minor)}.${Number(patch)}`;
}
