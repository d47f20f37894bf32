import { NomadxError } from "../diagnostics/errors.ts";

const SECRET = Symbol.for("nomadx.secret");

/** A value that reaches Nomad and nothing else: no output, log or error shows it. */
export interface Secret {
  readonly [SECRET]: string;
}

/**
 * Marks a value as secret: it is sent to Nomad, and shown as `(sensitive)` everywhere else.
 * Putting the result into a text is refused, since the text would no longer be marked: mark the whole text instead.
 * @example env: { DB_URL: secret(`postgres://app:${password}@db/app`) }
 */
export function secret(value: string): Secret {
  const mark: Secret = { [SECRET]: value };
  // Nothing is enumerable: no tool that lists what an object has shows the value.
  Object.defineProperties(mark, {
    [SECRET]: { enumerable: false },
    toJSON: { value: () => "(sensitive)" },
    [INSPECT]: { value: () => "(sensitive)" },
    [Symbol.toPrimitive]: { value: refuseText },
  });
  return Object.freeze(mark);
}

/** The method that Node's `console.log` asks for the text of an object. */
const INSPECT = Symbol.for("nodejs.util.inspect.custom");

function refuseText(): never {
  throw new NomadxError("usage", "A secret() was put into a text", {
    help: "Mark the whole text: secret(`user:${password}`), not `user:${secret(password)}`.",
  });
}

/** Whether `value` was marked with `secret()`, by whichever copy of this module. */
export function isSecret(value: unknown): value is Secret {
  return typeof value === "object" && value !== null && SECRET in value;
}

/** The value behind the mark. */
export function revealSecret(value: Secret): string {
  return value[SECRET];
}
