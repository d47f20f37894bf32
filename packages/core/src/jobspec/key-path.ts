import { looksSecret } from "../text/looks-secret.ts";
import { hideSecretSpans } from "../text/secret-spans.ts";

/** Steps into a value: keys and list indexes. */
export type KeyPath = readonly (string | number)[];

/**
 * Writes steps as one text: `group.web.task.server.service[1].port`; keys that are not plain words are quoted.
 * @example formatKeys(["group", "web", "env", "a.b"]) // 'group.web.env["a.b"]'
 */
export function formatKeys(keys: KeyPath): string {
  return keys
    .map((key, index) => {
      if (typeof key === "number") return `[${key}]`;
      if (!/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key)) return `[${JSON.stringify(key)}]`;
      return index === 0 ? key : `.${key}`;
    })
    .join("");
}

/** Whether `value` is an object of keys, as opposed to a list, `null` or a scalar. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Whether JSON has a text for it by itself. */
function isJson(value: unknown): boolean {
  return !["bigint", "function", "symbol", "undefined"].includes(typeof value);
}

const HIDDEN = "(sensitive)";

/** For JSON, which has no bigints and must show no secret. */
function shownItem(key: string, item: unknown): unknown {
  if (item !== null && typeof item !== "boolean" && item !== "" && looksSecret(key)) return HIDDEN;
  return typeof item === "bigint" ? String(item) : item;
}

/**
 * A received value for a message: as JSON, at most 80 characters. What looks like a secret, by its form or by the last key of
 * `keys`, which lead to it, is hidden. Never throws.
 */
export function showValue(value: unknown, keys: KeyPath = []): string {
  const key = keys.findLast((step) => typeof step === "string");
  if (typeof key === "string" && looksSecret(key)) return HIDDEN;
  const text = hideSecretSpans(textOf(value));
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function textOf(value: unknown): string {
  try {
    const text: unknown = isJson(value) ? JSON.stringify(value, shownItem) : String(value);
    // An object may say of itself that it is nothing in JSON.
    return typeof text === "string" ? text : "an object without a text";
  } catch {
    return "a value that cannot be shown";
  }
}
