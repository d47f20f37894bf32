/** A version such as `1.2.3-beta.1+build`: numbers, and what stands behind `-`. */
interface Version {
  readonly numbers: readonly bigint[];
  readonly prerelease: string;
}

/** Whether a version meets all of a list of conditions, such as `>= 1.2, < 2.0`. What cannot be read meets nothing. */
export function meetsVersions(version: string, conditions: string, kind: "version" | "semver"): boolean {
  const parsed = parseVersion(version);
  return (
    parsed !== undefined && conditions.split(",").every((condition) => meets(parsed, condition.trim(), kind))
  );
}

/** @see hashicorp/go-version version.go NewVersion */
function parseVersion(text: string): Version | undefined {
  const match = /^v?(\d+(?:\.\d+)*)(?:-([\w.~-]+)|([A-Za-z~][\w.~-]*))?(?:\+[\w.~-]+)?$/.exec(text.trim());
  if (match === null) return undefined;
  const numbers = (match[1] ?? "").split(".").map(BigInt);
  while (numbers.length < 3) numbers.push(0n);
  return { numbers, prerelease: match[2] ?? match[3] ?? "" };
}

/** @see hashicorp/go-version constraint.go, hashicorp/nomad helper/constraints/semver/constraints.go */
function meets(version: Version, condition: string, kind: "version" | "semver"): boolean {
  const [, operator = "", text = ""] = /^(=|!=|>=|<=|>|<|~>|)\s*(\S+)$/.exec(condition) ?? [];
  const wanted = parseVersion(text);
  if (wanted === undefined || (operator === "~>" && kind === "semver")) return false;
  const order = compareVersions(version, wanted);
  if (operator === "" || operator === "=") return order === 0;
  if (operator === "!=") return order !== 0;
  if (kind === "version" && !mayCompare(version, wanted)) return false;
  switch (operator) {
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    default:
      return order >= 0 && isPessimistic(version, wanted, text);
  }
}

/** A version before a release meets only conditions that name one of the same release. */
function mayCompare(version: Version, wanted: Version): boolean {
  if (version.prerelease !== "" && wanted.prerelease !== "") {
    return String(version.numbers) === String(wanted.numbers);
  }
  return version.prerelease === "";
}

/** `~> 1.2.3`: all but the last number given stay. */
function isPessimistic(version: Version, wanted: Version, text: string): boolean {
  const given = (/^v?(\d+(?:\.\d+)*)/.exec(text)?.[1] ?? "").split(".").length;
  return wanted.numbers.slice(0, given - 1).every((number, index) => version.numbers[index] === number);
}

function compareVersions(a: Version, b: Version): number {
  const length = Math.max(a.numbers.length, b.numbers.length);
  for (let index = 0; index < length; index++) {
    const [x, y] = [a.numbers[index] ?? 0n, b.numbers[index] ?? 0n];
    if (x !== y) return x < y ? -1 : 1;
  }
  return comparePrereleases(a.prerelease, b.prerelease);
}

/** A release comes after all that stand before it; parts are compared as numbers where both are. */
function comparePrereleases(a: string, b: string): number {
  if (a === b) return 0;
  if (a === "" || b === "") return a === "" ? 1 : -1;
  const [as, bs] = [a.split("."), b.split(".")];
  for (const [index, x] of as.entries()) {
    const y = bs[index];
    if (y === undefined) return 1;
    if (x === y) continue;
    const [isX, isY] = [/^\d+$/.test(x), /^\d+$/.test(y)];
    if (isX && isY) return BigInt(x) < BigInt(y) ? -1 : 1;
    if (isX !== isY) return isX ? -1 : 1;
    return x < y ? -1 : 1;
  }
  return -1;
}
