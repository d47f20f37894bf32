import type { RouteAdd } from "../commands/route-command.ts";
import { parseAccessRules } from "../match/access.ts";
import { readRedirectCode } from "../match/redirect-code.ts";
import type { RouteProblem } from "./route-problem.ts";

/** Adds what Fabio logs about a target's options; it adds the target all the same. */
export function addTargetProblems({ opts, line }: RouteAdd, problems: RouteProblem[]): void {
  const { redirect = "", allow = "", deny = "" } = opts;
  const code = redirect === "" ? undefined : readRedirectCode(redirect);
  if (code?.ok === false) {
    const reason = code.isNumber ? "be in 3xx range" : "be numeric in 3xx range";
    const message = `redirect status code should ${reason}. Got: ${redirect}`;
    problems.push({ code: "redirect-code", effect: "ignored", line, message });
  }
  if (allow === "" && deny === "") return;
  const { rules, error } = parseAccessRules(opts);
  if (error === undefined) return;
  const message = `failed to process access rules: ${error}`;
  problems.push({ code: "access-rules", effect: rules === undefined ? "open" : "ignored", line, message });
}
