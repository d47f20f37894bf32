import { NomadxError, type ErrorCode } from "../diagnostics/errors.ts";
import { callFailure, changesSomething, nameOf } from "./call-failure.ts";
import type { HttpAnswer } from "./http-request.ts";
import type { AgentNames } from "./server-names.ts";
import { isHtml } from "./server-text.ts";

/** An answer other than 2xx, and what the advice depends on. */
export interface RefusedAnswer extends Pick<HttpAnswer, "status" | "text" | "call"> {
  /** The token that was sent, as a message calls it at the beginning of a sentence; `undefined` where none was. */
  readonly sentToken: string | undefined;
}

/** The meaning of an answer, in the error's words. */
export type Judgement = readonly [code: ErrorCode, message: string, help?: string | undefined];

/**
 * The error for an answer with a status other than 2xx. Nomad and Consul answer with bare text, and share the code that
 * does so; `judge` knows what is peculiar to one of them, and is given the name of the request and the text to show.
 */
export function agentRefusal(
  answer: RefusedAnswer,
  names: AgentNames,
  judge: (name: string, text: string) => Judgement | undefined,
): NomadxError {
  const { request } = answer.call;
  const name = nameOf(request);
  const text = request.text || `status ${answer.status}`;
  if (changesSomething(answer.call.sent) && isUndecided(answer)) {
    const message = `${names.product} did not decide about ${name}: ${text}`;
    return callFailure({ code: "unreachable", message, help: adviceOn(answer.text) }, answer.call);
  }
  const [code, message, help] = judge(name, text) ?? judgeAgent(answer, names, name, text);
  return new NomadxError(code, message, { request, ...(help !== undefined && { help }) });
}

/**
 * The errors of the servers among each other: one that went down or lost its leadership may have passed the write on before.
 * The text of the server that was asked, and of those that it asked in turn.
 * @see hashicorp/raft api.go (1.7.3); hashicorp/nomad nomad/structs/errors.go, helper/pool/pool.go (2.0.5)
 */
const AMONG_SERVERS = [
  /\b(?:No cluster leader|leadership lost while committing log|leadership transfer in progress|node is not the leader)\b/,
  /\b(?:raft is already shutdown|snapshot restored while committing log|timed out enqueuing operation)\b/,
  /^(?:rpc error: )+(?:(?:unexpected )?EOF|session shutdown|stream (?:closed|reset)|failed to get conn|(?:read|write) tcp )/,
];

/** Whether nobody decided about the request: it may have been carried out for all that the answer says. */
function isUndecided({ status, text }: RefusedAnswer): boolean {
  // Agents say no with 500; what is above that, and pages, come from something that stands between.
  if (status !== 500) return status > 500;
  return isHtml(text) || AMONG_SERVERS.some((pattern) => pattern.test(text));
}

function judgeAgent(answer: RefusedAnswer, names: AgentNames, name: string, text: string): Judgement {
  const { status, text: raw, sentToken } = answer;
  const { product, server, address, token } = names;
  const refused = `${product} refused ${name}: ${text}`;
  if (status === 400 && /HTTP request to an HTTPS server/.test(raw)) {
    return ["tls", "The server speaks HTTPS, and was asked in HTTP", `Write https:// in ${address}.`];
  }
  if (status === 403) {
    const help =
      sentToken === undefined
        ? `Set ${token} to an ACL token that allows this.`
        : `${sentToken} is unknown, has expired, or its policies do not allow this.`;
    return ["permission", refused, help];
  }
  if (status === 404) {
    return [
      "protocol",
      `No ${product} API answers ${name}, but ${text}`,
      `Does ${address} name a ${server}?`,
    ];
  }
  if (status < 400) {
    const message = `${name} was redirected ${text}, and that was not followed`;
    return ["protocol", message, `If that is the right server, set ${address} to its address.`];
  }
  return ["refused", refused, adviceOn(raw)];
}

function adviceOn(text: string): string | undefined {
  return /No cluster leader/.test(text) ? "The servers have no leader at the moment; try again." : undefined;
}
