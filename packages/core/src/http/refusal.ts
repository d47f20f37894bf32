import { NomadxError, type ErrorCode } from "../diagnostics/errors.ts";
import { nameOf } from "./call-failure.ts";
import type { HttpAnswer } from "./http-request.ts";
import type { AgentNames } from "./server-names.ts";

/** An answer other than 2xx, and what the advice depends on. */
export interface RefusedAnswer extends Pick<HttpAnswer, "status" | "text" | "call"> {
  /** Whether a token was sent. */
  readonly hasToken: boolean;
}

/** The meaning of an answer, in the error's words. */
export type Judgement = readonly [code: ErrorCode, message: string, help?: string];

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
  const [code, message, help] = judge(name, text) ?? judgeAgent(answer, names, name, text);
  return new NomadxError(code, message, { request, ...(help !== undefined && { help }) });
}

function judgeAgent(answer: RefusedAnswer, names: AgentNames, name: string, text: string): Judgement {
  const { status, text: raw, hasToken } = answer;
  const { product, server, address, token } = names;
  const refused = `${product} refused ${name}: ${text}`;
  if (status === 400 && /HTTP request to an HTTPS server/.test(raw)) {
    return ["tls", "The server speaks HTTPS, and was asked in HTTP", `Write https:// in ${address}.`];
  }
  if (status === 403) {
    const help = hasToken
      ? `The token in ${token} is unknown, has expired, or its policies do not allow this.`
      : `Set ${token} to an ACL token that allows this.`;
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
  if (/No cluster leader/.test(raw)) {
    return ["refused", refused, "The servers have no leader at the moment; try again."];
  }
  return ["refused", refused];
}
