import { RE2JS } from "re2js";
import type { Outcome } from "../hcl/functions/function-world.ts";

/**
 * Replaces every match of a regular expression of RE2, in time proportional to the text; `$1`, `$name` and `${name}` in the
 * replacement stand for groups, `$$` for a dollar sign.
 * @see golang/go regexp.ReplaceAllString, Expand (1.26)
 */
export function replaceMatches(text: string, pattern: string, replacement: string): Outcome<string> {
  try {
    const expression = RE2JS.compile(pattern);
    const matcher = expression.matcher(text);
    const groups = expression.namedGroups();
    let result = "";
    let end = 0;
    let last = -1;
    while (matcher.find()) {
      const [start, stop] = [matcher.start(), matcher.end()];
      // An empty match where the one before it ends is none.
      if (start === stop && start === last) continue;
      result += text.slice(end, start) + expanded(replacement, (name) => groupOf(matcher, groups, name));
      end = stop;
      last = stop;
    }
    return { result: result + text.slice(end) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : "this is not a valid regular expression" };
  }
}

type Matcher = ReturnType<RE2JS["matcher"]>;

function groupOf(matcher: Matcher, groups: Readonly<Record<string, number>>, name: string): string {
  const index = /^\d+$/.test(name) ? Number(name) : groups[name];
  if (index === undefined || index > matcher.groupCount()) return "";
  return matcher.group(index) ?? "";
}

function expanded(template: string, valueOf: (name: string) => string): string {
  return template.replaceAll(
    /\$(?:(\$)|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu,
    (_, dollar?: string, braced?: string, plain?: string) => dollar ?? valueOf(braced ?? plain ?? ""),
  );
}
