import { quote } from "../../go/quote.ts";

const tail = String.raw`[0-9A-Za-z\-~]+(?:\.[0-9A-Za-z\-~]+)*`;
const number = String.raw`v?([0-9]+(?:\.[0-9]+)*?)`;
const numberedTail = String.raw`-[0-9]+[0-9A-Za-z\-~]*(?:\.[0-9A-Za-z\-~]+)*`;
const namedTail = String.raw`[A-Za-z\-~]+[0-9A-Za-z\-~]*(?:\.[0-9A-Za-z\-~]+)*`;
/** Go's `\s` knows no other white space. */
const space = String.raw`[\t\n\f\r ]*`;

function expression(operators: string, dash: string): RegExp {
  const version = `${number}(?:${numberedTail}|(?:${dash}(?:${namedTail})))?(?:\\+${tail})?`;
  return new RegExp(`^${space}(?:${operators})${space}${version}${space}$`);
}

const kinds = {
  version: { pattern: expression("<=|>=|!=|~>|<|>|=|", "-?"), malformed: "malformed constraint" },
  semver: { pattern: expression("|=|!=|>|<|>=|<=", "-"), malformed: "Malformed constraint" },
} as const;

/** A number of a version has 64 bits. */
const largest = 2n ** 63n - 1n;

/**
 * Nomad's refusal of versions that an attribute has to be: a list with commas of `>= 1.2`, `~> 2.0`; `semver` has no `~>`,
 * and wants a dash before a pre-release.
 * @example versionRefusal("semver", "~> 1.2") // "Malformed constraint: ~> 1.2"
 * @see hashicorp/go-version constraint.go NewConstraint (1.9.0), hashicorp/nomad helper/constraints/semver (2.0.5)
 */
export function versionRefusal(kind: keyof typeof kinds, text: string): string | undefined {
  const { pattern, malformed } = kinds[kind];
  for (const single of text.split(",")) {
    const match = pattern.exec(single);
    if (match === null) return `${malformed}: ${single}`;
    const beyond = (match[1] ?? "").split(".").find((part) => BigInt(part) > largest);
    if (beyond !== undefined)
      return `error parsing version: strconv.ParseInt: parsing ${quote(beyond)}: value out of range`;
  }
  return undefined;
}
