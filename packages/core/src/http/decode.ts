import * as z from "zod/mini";

import type { NomadxError } from "../diagnostics/errors.ts";
import { parseJson } from "../units/json.ts";
import { callFailure, nameOf } from "./call-failure.ts";
import type { HttpAnswer, HttpCall } from "./http-request.ts";
import type { Cleaner } from "./server-text.ts";

/**
 * Reads the body of a successful answer. Unknown fields stay; integers beyond 2^53 are `bigint`.
 * @throws {NomadxError} `protocol` for a body that is no JSON or not of the expected shape; it names the endpoint and
 *   the first fields that do not fit
 */
export function decode<T>(schema: z.ZodMiniType<T>, { text, call }: HttpAnswer, clean: Cleaner): T {
  return checkShape(schema, parse(text, call, clean), call);
}

/** The same for JSON that was read already. */
export function checkShape<T>(schema: z.ZodMiniType<T>, json: unknown, call: HttpCall): T {
  const result = z.safeParse(schema, json);
  if (result.success) return result.data;
  throw notShaped(call, result.error.issues.slice(0, 3).map(describeIssue));
}

/** The error for JSON of another shape, with the fields that do not fit. */
export function notShaped(call: HttpCall, fields: readonly string[] = []): NomadxError {
  const { product } = call.names;
  const where = fields.length === 0 ? "" : `: ${fields.join("; ")}`;
  return callFailure(
    {
      code: "protocol",
      message: `The answer to ${nameOf(call.request)} does not have the expected shape${where}`,
      help: `A newer or much older ${product}, or something other than ${product} at this address?`,
    },
    call,
  );
}

function parse(text: string, call: HttpCall, clean: Cleaner): unknown {
  try {
    return parseJson(text);
  } catch {
    throw notJson(text, call, clean);
  }
}

/** The error for a body that is no JSON. */
export function notJson(text: string, call: HttpCall, clean: Cleaner): NomadxError {
  const excerpt = clean(text).slice(0, 200);
  const { request, names } = call;
  return callFailure(
    {
      code: "protocol",
      message: `The answer to ${nameOf(request)} is not JSON: ${excerpt || "it is empty"}`,
      help: `Does ${names.address} name a ${names.server}?`,
    },
    { ...call, request: { ...request, text: excerpt } },
  );
}

/** `TaskGroups[0].Name: expected string`. */
function describeIssue(issue: z.core.$ZodIssue): string {
  let path = "";
  for (const key of issue.path) path += typeof key === "number" ? `[${key}]` : `.${String(key)}`;
  const where = path.replace(/^\./, "") || "the whole answer";
  return `${where}: ${issue.code === "invalid_type" ? `expected ${issue.expected}` : "unexpected value"}`;
}
