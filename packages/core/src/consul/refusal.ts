import { NomadxError, type ErrorCode } from "../diagnostics/errors.ts";
import type { RefusedAnswer } from "../http/refused-answer.ts";

/**
 * The error for an answer with a status other than 2xx. Consul answers with bare text. Lists are not refused to a token
 * without rights: it gets them without what it may not see.
 * @see hashicorp/consul agent/http.go wrap (1.8.7)
 */
export function consulRefusal(answer: RefusedAnswer): NomadxError {
  const { request, status } = answer;
  const call = `${request.method} ${new URL(request.url).pathname}`;
  const [code, message, help] = judge(answer, call, request.text || `status ${status}`);
  return new NomadxError(code, message, { request, ...(help !== undefined && { help }) });
}

type Judgement = readonly [code: ErrorCode, message: string, help?: string];

function judge({ status, text: raw, hasToken }: RefusedAnswer, call: string, text: string): Judgement {
  if (status === 400 && /HTTP request to an HTTPS server/.test(raw)) {
    return ["tls", "The server speaks HTTPS, and was asked in HTTP", "Write https:// in CONSUL_HTTP_ADDR."];
  }
  if (status === 403 || /^ACL not found|Permission denied/.test(raw)) {
    const help = hasToken
      ? "The token in CONSUL_HTTP_TOKEN is unknown, has expired, or its policies do not allow this."
      : "Set CONSUL_HTTP_TOKEN to an ACL token that allows this.";
    return ["permission", `Consul refused ${call}: ${text}`, help];
  }
  // Of what is read here only prepared queries are missed so; an unknown service is an empty list.
  if (status === 404 && raw.startsWith("Query not found")) {
    return ["not-found", `Consul answered ${call}: ${text}`];
  }
  if (status === 404 || (status >= 300 && status < 400)) {
    return [
      "protocol",
      `No Consul API answers ${call}, but ${text}`,
      "Does CONSUL_HTTP_ADDR name a Consul agent?",
    ];
  }
  if (/No path to datacenter/.test(raw)) {
    return ["refused", `Consul refused ${call}: ${text}`, "There is no datacenter of that name."];
  }
  if (/No cluster leader/.test(raw)) {
    return [
      "refused",
      `Consul refused ${call}: ${text}`,
      "The servers have no leader at the moment; try again.",
    ];
  }
  return ["refused", `Consul refused ${call}: ${text}`];
}
