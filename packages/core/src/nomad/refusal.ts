import { NomadxError, type ErrorCode } from "../diagnostics/errors.ts";
import type { RefusedAnswer } from "../http/refused-answer.ts";
import { isHtml } from "../http/server-text.ts";

/**
 * The error for an answer with a status other than 2xx. Nomad answers with bare text; a check-index that no longer
 * holds is a 500 that only its text tells from others.
 * @see hashicorp/nomad command/agent/http.go wrap, nomad/job_endpoint.go Register (2.0.5)
 */
export function refusal(answer: RefusedAnswer): NomadxError {
  const { request, status } = answer;
  const call = `${request.method} ${new URL(request.url).pathname}`;
  const text = request.text || `status ${status}`;
  const [code, message, help] = judge(answer, call, text);
  return new NomadxError(code, message, { request, ...(help !== undefined && { help }) });
}

type Judgement = readonly [code: ErrorCode, message: string, help?: string];

function judge({ status, text: raw, hasToken }: RefusedAnswer, call: string, text: string): Judgement {
  if (status === 400 && /HTTP request to an HTTPS server/.test(raw)) {
    return ["tls", "The server speaks HTTPS, and was asked in HTTP", "Write https:// in NOMAD_ADDR."];
  }
  if (/Enforcing job modify index/.test(raw)) {
    return ["conflict", `The job has changed since the plan: ${text}`, "Plan again, and run that plan."];
  }
  if (status === 403) {
    const help = hasToken
      ? "The token in NOMAD_TOKEN is unknown, has expired, or its policies do not allow this."
      : "Set NOMAD_TOKEN to an ACL token that allows this.";
    return ["permission", `Nomad refused ${call}: ${text}`, help];
  }
  if (status === 404 && isHtml(raw)) {
    return ["protocol", `No Nomad API answers ${call}, but ${text}`, "Does NOMAD_ADDR name a Nomad agent?"];
  }
  if (status === 404) return ["not-found", `Nomad answered ${call}: ${text}`];
  if (status >= 300 && status < 400) {
    return [
      "protocol",
      `${call} was redirected ${text}, and that was not followed`,
      "If that is the right server, set NOMAD_ADDR to its address.",
    ];
  }
  if (/No path to region/.test(raw)) {
    return ["refused", `Nomad refused ${call}: ${text}`, "Check the job's region, and NOMAD_REGION."];
  }
  if (/No cluster leader/.test(raw)) {
    return [
      "refused",
      `Nomad refused ${call}: ${text}`,
      "The servers have no leader at the moment; try again.",
    ];
  }
  return ["refused", `Nomad refused ${call}: ${text}`];
}
