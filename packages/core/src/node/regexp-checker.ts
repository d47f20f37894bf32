/**
 * Loads what tells whether a text is a regular expression of Go's, for `validateJob`: the answer is what Go finds wrong with
 * it, in its words; `undefined` where it is one.
 *
 * @example
 * const regexpProblem = await regexpChecker();
 * regexpProblem("a{2}{3}"); // "error parsing regexp: invalid nested repetition operator: `{2}{3}`"
 */
export async function regexpChecker(): Promise<(pattern: string) => string | undefined> {
  const { RE2JS } = await import("re2js");
  const problem = (pattern: string): string | undefined => {
    try {
      RE2JS.compile(pattern);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : "error parsing regexp";
    }
  };
  return (pattern) => {
    const found = problem(pattern);
    // Go lets several groups have one name.
    return found?.includes("duplicate capture group name") === true
      ? problem(pattern.replaceAll(/\(\?P?<\w+>/g, "("))
      : found;
  };
}
