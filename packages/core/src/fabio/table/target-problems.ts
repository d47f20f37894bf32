import type { RouteAdd } from "../commands/route-command.ts";
import { parseAccessRules } from "../match/access.ts";
import { readRedirectCode } from "../match/redirect-code.ts";
import type { RouteProblem } from "./route-problem.ts";

/** What Fabio logs about a target's options; it adds the target all the same. */
export function targetProblems({ opts, line }: RouteAdd): readonly RouteProblem[] {
  const redirect = opts["redirect"] ?? "";
  const code = readRedirectCode(redirect);
  const rules = parseAccessRules(opts);
  const problems: RouteProblem[] = [];
  if (redirect !== "" && !code.ok) {
    const reason = code.isNumber ? "be in 3xx range" : "be numeric in 3xx range";
    const message = `redirect status code should ${reason}. Got: ${redirect}`;
    problems.push({ code: "redirect-code", effect: "ignored", line, message });
  }
  if (rules.error !== undefined) {
    const message = `failed to process access rules: ${rules.error}`;
    const isOpen = rules.rules === undefined;
    problems.push({ code: "access-rules", effect: isOpen ? "open" : "ignored", line, message });
  }
  return problems;
}
