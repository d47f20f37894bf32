import type { NomadxError } from "../diagnostics/errors.ts";
import { agentRefusal, type RefusedAnswer } from "../http/refusal.ts";
import { isHtml } from "../http/server-text.ts";
import { nomadNames } from "./agent-names.ts";

/**
 * The error for an answer with a status other than 2xx. A check-index that no longer holds is a 500 that only its text
 * tells from others.
 * @see hashicorp/nomad command/agent/http.go wrap, nomad/job_endpoint.go Register (2.0.5)
 */
export function refusal(answer: RefusedAnswer): NomadxError {
  const { status, text: raw } = answer;
  return agentRefusal(answer, nomadNames, (name, text) => {
    if (/Enforcing job modify index/.test(raw)) {
      return ["conflict", `The job has changed since the plan: ${text}`, "Plan again, and run that plan."];
    }
    // A page comes from something else than Nomad's API.
    if (status === 404 && !isHtml(raw)) return ["not-found", `Nomad answered ${name}: ${text}`];
    if (/No path to region/.test(raw)) {
      return ["refused", `Nomad refused ${name}: ${text}`, "Check the job's region, and NOMAD_REGION."];
    }
    return undefined;
  });
}
