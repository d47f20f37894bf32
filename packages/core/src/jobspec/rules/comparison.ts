import { mayBeRegexp } from "../../go/regexp.ts";
import { quote } from "../../go/quote.ts";
import type { At, Broken, Rule } from "./rule.ts";
import type { affinity } from "../schema/affinity.ts";
import type { constraint } from "../schema/constraint.ts";
import { versionRefusal } from "./version-constraint.ts";

/*
 * Rules that constraints and affinities share: an attribute is compared with a value.
 */

interface Comparison {
  readonly Operand: string;
  readonly RTarget: string;
}

const comparing: readonly string[] = ["=", "==", "is", "!=", "not", "<", "<=", ">", ">="];
const inSets: readonly string[] = ["set_contains", "set_contains_all", "set_contains_any"];

/** The rule that a value is there, for the operators that compare with one. */
export function valueRule(nomadOfSets: string) {
  return {
    code: "NX2802",
    find: ({ Operand, RTarget }: Comparison) =>
      RTarget === "" &&
      (comparing.includes(Operand) || inSets.includes(Operand)) && {
        keys: ["RTarget"],
        at: "key",
        summary: `${JSON.stringify(Operand)} needs a value`,
        detail: "The attribute is compared with nothing.",
        help: 'Write it as "value".',
        nomad: inSets.includes(Operand) ? nomadOfSets : `Operator ${quote(Operand)} requires an RTarget`,
      },
  } as const satisfies Rule<typeof constraint> & Rule<typeof affinity>;
}

/** The rule that a regular expression is one of Go's. */
export const regexpRule = {
  code: "NX2803",
  find: ({ Operand, RTarget }: Comparison, at: At) => Operand === "regexp" && regexpBroken(RTarget, at),
} as const satisfies Rule<typeof constraint> & Rule<typeof affinity>;

function regexpBroken(pattern: string, { regexpProblem }: At): Broken | false {
  const reason = regexpProblem?.(pattern);
  if (reason === undefined && (regexpProblem !== undefined || mayBeRegexp(pattern))) return false;
  return {
    keys: ["RTarget"],
    // Without Go's own parser that is a guess.
    severity: reason === undefined ? "warning" : "error",
    summary: "Not a regular expression of Go's",
    received: pattern,
    ...(reason !== undefined && {
      detail: `${reason.replace(/^error parsing regexp: /, "The parser says: ")}.`,
    }),
    help: "Its syntax is RE2: it has no lookaround, and no references to groups.",
    nomad: `Regular expression failed to compile: ${reason ?? "error parsing regexp"}`,
  };
}

/** The rule that versions are versions. */
export function versionRule(called: "constraint" | "affinity") {
  return {
    code: "NX2804",
    find: ({ Operand, RTarget }: Comparison) => {
      if (Operand !== "version" && Operand !== "semver") return undefined;
      const refusal = versionRefusal(Operand, RTarget);
      const list = Operand === "version" ? "=, !=, >, <, >=, <= or ~>" : "=, !=, >, <, >= or <=";
      return (
        refusal !== undefined && {
          keys: ["RTarget"],
          summary: "Versions that cannot be compared",
          received: RTarget,
          allowed: `versions with ${list} before them, separated by commas`,
          nomad: `${Operand === "version" ? "Version" : "Semver"} ${called} is invalid: ${refusal}`,
        }
      );
    },
  } as const satisfies Rule<typeof constraint> & Rule<typeof affinity>;
}
