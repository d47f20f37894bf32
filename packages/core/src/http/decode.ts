import * as z from "zod/mini";

import { NomadxError, type FailedRequest } from "../diagnostics/errors.ts";
import { parseJson } from "../units/json.ts";
import type { Cleaner } from "./server-text.ts";
import type { ServerWords } from "./server-words.ts";

/** Where a body came from, for the error when it makes no sense. */
export interface BodyOrigin {
  readonly request: FailedRequest;
  readonly clean: Cleaner;
  readonly words: ServerWords;
}

/**
 * Reads the body of a successful answer. Unknown fields stay; integers beyond 2^53 are `bigint`.
 * @throws {NomadxError} `protocol` for a body that is no JSON or not of the expected shape; it names the endpoint and
 *   the first fields that do not fit
 */
export function decode<T>(schema: z.ZodMiniType<T>, body: string, origin: BodyOrigin): T {
  return checkShape(schema, parse(body, origin), origin);
}

/** The same for JSON that was read already. */
export function checkShape<T>(
  schema: z.ZodMiniType<T>,
  json: unknown,
  { request, words: { product } }: Omit<BodyOrigin, "clean">,
): T {
  const result = z.safeParse(schema, json);
  if (result.success) return result.data;
  const fields = result.error.issues.slice(0, 3).map(describeIssue);
  throw new NomadxError("protocol", `${answerTo(request)} has not the expected shape: ${fields.join("; ")}`, {
    request,
    help: `A newer or much older ${product}, or something else than ${product} at this address?`,
  });
}

function parse(body: string, origin: BodyOrigin): unknown {
  try {
    return parseJson(body);
  } catch {
    throw notJson(body, origin);
  }
}

/** The error for a body that is no JSON. */
export function notJson(body: string, { request, clean, words }: BodyOrigin): NomadxError {
  const excerpt = clean(body).slice(0, 200);
  return new NomadxError("protocol", `${answerTo(request)} is not JSON: ${excerpt || "it is empty"}`, {
    request: { ...request, text: excerpt },
    help: `Does ${words.address} name a ${words.product} agent?`,
  });
}

function answerTo({ method, url }: FailedRequest): string {
  return `The answer to ${method} ${new URL(url).pathname}`;
}

/** `TaskGroups[0].Name: expected string`. */
function describeIssue(issue: z.core.$ZodIssue): string {
  let path = "";
  for (const key of issue.path) path += typeof key === "number" ? `[${key}]` : `.${String(key)}`;
  const where = path.replace(/^\./, "") || "the whole answer";
  return `${where}: ${issue.code === "invalid_type" ? `expected ${issue.expected}` : "unexpected value"}`;
}
