import type { Tokens } from "../scan/tokens.ts";
import { layOut } from "./lay-out.ts";

/** The text of tokens with the blanks between them that they have in canonical form. */
export function formatTokens(tokens: Tokens): string {
  const { text } = tokens;
  const blanks = layOut(tokens);
  const parts: string[] = [];
  // Tokens that stay apart as they are, are copied together.
  let from = 0;
  let end = 0;
  for (let index = 0; index < tokens.count; index++) {
    const start = tokens.start(index);
    const count = blanks[index] ?? 0;
    if (start - end !== count || !isBlank(text, end, start)) {
      parts.push(text.slice(from, end), " ".repeat(count));
      from = start;
    }
    end = tokens.end(index);
  }
  parts.push(text.slice(from, end));
  return parts.join("");
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) !== 0x20) return false;
  return true;
}
