/**
 * Syntax that only JavaScript knows: looking around, references to groups, escapes of letters, and groups of options.
 */
const foreign = /\(\?<?[=!]|\\[1-9]|\\[^\W\d_AaBbDdEfnPpQrSstvWwxz]/;
const classes = "alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit";
const unknownClass = new RegExp(`\\[[^\\]]*\\[:\\^?(?!(?:${classes}):)\\w+:\\]`);
const MAX_REPEAT = 1000;

/**
 * Whether Go takes the text for a regular expression, as far as JavaScript can tell: what Go calls differently is
 * rewritten first, and what only JavaScript knows is refused.
 * @see golang/go src/regexp/syntax/parse.go
 */
export function mayBeRegexp(text: string): boolean {
  // An escaped backslash escapes nothing.
  const plain = text.replaceAll("\\\\", "-");
  if (foreign.test(plain) || unknownClass.test(plain)) return false;
  const counts = [...plain.matchAll(/(?<!\\)\{(\d+)(?:,(\d*))?\}/g)].flatMap((match) => match.slice(1));
  if (counts.some((count) => Number(count ?? 0) > MAX_REPEAT)) return false;
  const properties = [...plain.matchAll(/\\[Pp](?:\{\^?(\w*)\}|(\w))/g)].map(
    ([, name, letter]) => name ?? letter,
  );
  if (!properties.every((name) => isProperty(name ?? ""))) return false;
  const rewritten = text
    .replaceAll(/\(\?P</g, "(?<")
    .replaceAll(/\(\?[imsU-]+\)/g, "")
    .replaceAll(/\(\?[imsU-]+:/g, "(?:")
    .replaceAll(/\[:\^?[a-z]+:\]/g, "a");
  return isRegexp(rewritten);
}

/** A category or a script of Unicode's. */
function isProperty(name: string): boolean {
  return isRegexp(`\\p{gc=${name}}`, "u") || isRegexp(`\\p{sc=${name}}`, "u") || name === "Any";
}

function isRegexp(text: string, flags?: string): boolean {
  try {
    return RegExp(text, flags) instanceof RegExp;
  } catch {
    return false;
  }
}
