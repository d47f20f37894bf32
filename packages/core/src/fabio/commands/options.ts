import { fields } from "../../go/white-space.ts";

/** The empty options, shared to save memory in large tables. */
const none: Readonly<Record<string, string>> = Object.freeze({});

/**
 * The options of a text like `strip=/a host=dst`, by name. A bare word has the value "", later duplicates win.
 * @see fabiolb/fabio route/parse_new.go parseOpts (1.7.3)
 */
export function parseOptions(text: string): Readonly<Record<string, string>> {
  const words = fields(text);
  if (words.length === 0) return none;
  // fromEntries makes even "__proto__" an ordinary name.
  return Object.fromEntries(
    words.map((word) => {
      const equals = word.indexOf("=");
      return equals < 0 ? [word, ""] : [word.slice(0, equals), word.slice(equals + 1)];
    }),
  );
}
