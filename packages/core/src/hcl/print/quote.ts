/**
 * Writes `text` between double quotes so that HCL reads exactly that text: no interpolation, no directive.
 * (HCL then brings it into Unicode's composed form, NFC, which no escape prevents.)
 * @see hashicorp/hcl hclsyntax/scan_string_lit.rl (v2.20.2)
 */
export function quote(text: string): string {
  return `"${escapeQuoted(text)}"`;
}

/** Escapes a text for a place between double quotes. */
export function escapeQuoted(text: string): string {
  return escapeSequences(text.replace(/["\\]/g, "\\$&").replace(needsEscape, escapeCharacter));
}

/** Escapes a text for a heredoc, where only template sequences have a meaning. */
export function escapeSequences(text: string): string {
  return text.replace(/[$%](?=\{)/g, "$&$&");
}

/** Whether every character of `text` can stand in a heredoc, which knows no escapes for characters. */
export function isPrintable(text: string): boolean {
  return text.replace(/[\n\t]/g, "").search(needsEscape) === -1;
}

/** Characters that HCL refuses in quotes, or that nobody sees: controls, line separators, direction marks, the BOM. */
const needsEscape = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff]/gu;

function escapeCharacter(character: string): string {
  switch (character) {
    case "\n":
      return "\\n";
    case "\r":
      return "\\r";
    case "\t":
      return "\\t";
    default:
      // All of them are in the basic plane.
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  }
}
