import type { NomadxError } from "../diagnostics/errors.ts";
import { agentRefusal, type RefusedAnswer } from "../http/refusal.ts";
import { consulNames } from "./agent-names.ts";

/**
 * The error for an answer with a status other than 2xx. Lists are not refused to a token without rights: it gets them
 * without what it may not see.
 * @see hashicorp/consul agent/http.go wrap (1.8.7)
 */
export function consulRefusal(answer: RefusedAnswer): NomadxError {
  const { status, text: raw } = answer;
  const isDenied = /^ACL not found|Permission denied/.test(raw);
  return agentRefusal(isDenied ? { ...answer, status: 403 } : answer, consulNames, (name, text) => {
    // Of what is read here only prepared queries are missed so; an unknown service is an empty list.
    if (status === 404 && raw.startsWith("Query not found")) {
      return ["not-found", `Consul answered ${name}: ${text}`];
    }
    if (/No path to datacenter/.test(raw)) {
      return ["refused", `Consul refused ${name}: ${text}`, "There is no datacenter of that name."];
    }
    return undefined;
  });
}
