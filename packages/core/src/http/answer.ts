import type { Uint } from "../units/uint.ts";
import type { AgentNames } from "./server-names.ts";

/** A server's answer, and how current it is. */
export interface Answer<T> {
  readonly value: T;
  /** `X-Nomad-Index`, `X-Consul-Index`: a blocking query waits for a higher one. 0 when the endpoint has none, or its table is empty. */
  readonly index: Uint;
  /** Whether the server that answered knew a leader; without one the value may be old. */
  readonly knownLeader: boolean;
  /** How long ago that server heard from its leader. */
  readonly lastContactMs: number;
  /** The first item of the next page, when there is one. */
  readonly nextToken?: string;
}

/** Header values by lower-case name. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** An answer with what its headers say about it; Nomad's and Consul's differ only in the product's name. */
export function answerOf<T>(value: T, headers: Headers, product: AgentNames["product"]): Answer<T> {
  const prefix = `x-${product.toLowerCase()}`;
  const nextToken = headers[`${prefix}-nexttoken`];
  return {
    value,
    index: uintOf(headers[`${prefix}-index`]),
    knownLeader: headers[`${prefix}-knownleader`] === "true",
    lastContactMs: Number(uintOf(headers[`${prefix}-lastcontact`])),
    ...(typeof nextToken === "string" && nextToken !== "" && { nextToken }),
  };
}

function uintOf(header: string | string[] | undefined): Uint {
  if (typeof header !== "string" || !/^\d+$/.test(header)) return 0;
  const number = Number(header);
  return Number.isSafeInteger(number) ? number : BigInt(header);
}
