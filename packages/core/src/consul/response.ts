import type { Headers } from "../http/answer.ts";

/** An answer, as far as it is looked at. */
export interface ConsulResponse {
  readonly status: number;
  readonly headers: Headers;
  /** As the package has read it: JSON, or the text or bytes of anything else; `undefined` where it was empty. */
  readonly body: unknown;
}

/** What the `consul` package answers with `includeResponse`: the response and, unless it was empty, its body. */
export function readResponse(answer: unknown): ConsulResponse {
  const parts: readonly unknown[] = Array.isArray(answer) ? answer : [];
  const [message, body] = parts;
  const { status, headers } = readMessage(message) ?? { status: 0, headers: {} };
  return { status, headers, body };
}

/** A response that the package hands over beside its body, or with an error. */
export interface ResponseMessage {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** For people, of a redirect: `redirected to …`. */
  readonly location?: string;
}

/** Reads what may be a response; `undefined` for anything else. */
export function readMessage(value: unknown): ResponseMessage | undefined {
  if (typeof value !== "object" || value === null || !("statusCode" in value)) return undefined;
  const headers = "headers" in value ? headersOf(value.headers) : {};
  const body = "body" in value ? value.body : undefined;
  const text = textOf(body);
  const location = headers["location"];
  return {
    status: Number(value.statusCode),
    headers,
    text,
    ...(typeof location === "string" && { location: `redirected to ${location}` }),
  };
}

/** A body that the package did not read. */
export function textOf(body: unknown): string {
  return typeof body === "string" || body instanceof Uint8Array ? String(body) : "";
}

function headersOf(value: unknown): Headers {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
