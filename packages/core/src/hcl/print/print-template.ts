import type { Expression, Template, TemplatePart } from "../syntax/expression.ts";
import { escapeQuoted, escapeSequences } from "./quote.ts";

/** How what is within the marks of a template is written: for quotes, or for a heredoc, which knows no backslashes. */
type Form = "quoted" | "plain";

/** The sign that the next part begins with: a text before it must not end with the same one, which would escape it. */
type Sign = "$" | "%" | undefined;

/**
 * Writes what is within the marks of a template; `print` writes the expressions in it. An interpolation with nothing beside it
 * but empty text is given a blank and the marker that strips it: alone, it would keep the type of its value.
 */
export function printTemplate(
  { parts }: Template,
  print: (expression: Expression) => string,
  form: Form = "quoted",
): string {
  const shown = parts.filter((part) => part.kind !== "text" || part.value !== "");
  const [only] = shown;
  if (shown.length < parts.length && shown.length === 1 && only?.kind === "interpolation") {
    return ` \${~${print(only.expression)}}`;
  }
  return printParts(parts, print, form, undefined);
}

/** Whether some text ends with the sign that follows it; a heredoc cannot say that. */
export function hasDoubledSign(parts: readonly TemplatePart[], after?: Sign): boolean {
  return parts.some((part, index) => {
    switch (part.kind) {
      case "text": {
        const sign = signAt(parts, index + 1, after);
        return sign !== undefined && part.value.endsWith(sign);
      }
      case "template-if":
        return hasDoubledSign(part.whenTrue, "%") || hasDoubledSign(part.whenFalse, "%");
      case "template-for":
        return hasDoubledSign(part.parts, "%");
      case "interpolation":
      case "invalid":
        return false;
    }
  });
}

function printParts(
  parts: readonly TemplatePart[],
  print: (expression: Expression) => string,
  form: Form,
  after: Sign,
): string {
  return parts
    .map((part, index) => {
      switch (part.kind) {
        case "text":
          return form === "plain"
            ? escapeSequences(part.value)
            : printText(part.value, signAt(parts, index + 1, after));
        case "interpolation":
          return `\${${print(part.expression)}}`;
        case "template-if": {
          const { condition, whenTrue, whenFalse } = part;
          const otherwise = whenFalse.length === 0 ? "" : `%{else}${printParts(whenFalse, print, form, "%")}`;
          return `%{if ${print(condition)}}${printParts(whenTrue, print, form, "%")}${otherwise}%{endif}`;
        }
        case "template-for": {
          const names = part.keyName === undefined ? part.valueName : `${part.keyName}, ${part.valueName}`;
          return `%{for ${names} in ${print(part.collection)}}${printParts(part.parts, print, form, "%")}%{endfor}`;
        }
        case "invalid":
          return "";
      }
    })
    .join("");
}

function printText(value: string, next: Sign): string {
  if (next === undefined || !value.endsWith(next)) return escapeQuoted(value);
  return `${escapeQuoted(value.slice(0, -1))}\\u00${next.charCodeAt(0).toString(16)}`;
}

/** The sign that the part of an index begins with. */
function signAt(parts: readonly TemplatePart[], index: number, after: Sign): Sign {
  const part = parts[index];
  switch (part?.kind) {
    case undefined:
      return after;
    case "interpolation":
      return "$";
    case "template-if":
    case "template-for":
      return "%";
    case "text":
    case "invalid":
      return undefined;
  }
}
