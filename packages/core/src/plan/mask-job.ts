import { isHarmless } from "../text/looks-secret.ts";
import type { ApiJob } from "../jobspec/api-job.ts";
import { announcesSecret, isFreeForm, isTokenField } from "./mask-keys.ts";
import { MASK, maskText, usableSecrets } from "./mask-text.ts";

/**
 * A copy of a job that may be shown, never one to register: secret values read `(sensitive)`.
 * Secret is what `maskPlan` takes for it, and besides every value that contains one of `secrets`, wherever it stands.
 */
export function maskJob<J extends ApiJob>(job: J, secrets: Iterable<string>): J {
  const copy = structuredClone(job);
  maskIn(copy, { keys: [], freeForm: false, secrets: usableSecrets(secrets) });
  return copy;
}

/**
 * As {@link maskJob}, of a job that a server has. What its author marked with `secret()` the server does not tell: the values of
 * environments, the texts of templates and what is sent along with a download or a check are hidden all.
 */
export function maskStoredJob<J extends ApiJob>(job: J): J {
  const copy = maskJob(job, []);
  hideUnmarked(copy, false);
  return copy;
}

/** Where job files put secrets, and nobody looks who wants to know how a job is. */
const UNMARKED: ReadonlySet<string> = new Set([
  "EmbeddedTmpl",
  "Env",
  "GetterHeaders",
  "GetterOptions",
  "Header",
  "Body",
]);

/** Hides all strings below those fields in place. */
function hideUnmarked(container: object, isBelow: boolean): void {
  const entries: [string, unknown][] = Object.entries(container);
  for (const [key, value] of entries) {
    const hides = isBelow || (!Array.isArray(container) && UNMARKED.has(key));
    if (typeof value === "string" && hides) Reflect.set(container, key, isHarmless(value) ? value : MASK);
    else if (typeof value === "object" && value !== null) hideUnmarked(value, hides);
  }
}

interface Place {
  /** The user's own keys that lead here. */
  readonly keys: readonly string[];
  /** Whether the keys from here on are the user's own. */
  readonly freeForm: boolean;
  readonly secrets: readonly string[];
}

/** Masks the strings in an object or array in place. */
function maskIn(container: object, place: Place): void {
  const entries: [string, unknown][] = Object.entries(container);
  let previous: unknown;
  for (const [key, value] of entries) {
    const isItem = Array.isArray(container);
    const flag = isItem && typeof previous === "string" && announcesSecret(previous) ? [previous] : [];
    const ownKey = !isItem && (place.freeForm || isTokenField(key)) ? [key] : [];
    const inner: Place = {
      keys: [...place.keys, ...ownKey, ...flag],
      freeForm: place.freeForm || isFreeForm(key),
      secrets: place.secrets,
    };
    if (typeof value === "string") Reflect.set(container, key, maskText(value, inner));
    else if (typeof value === "object" && value !== null) maskIn(value, inner);
    previous = value;
  }
}
