/** The items of the warning text of a server: `2 warnings:\n\n* first\n* second` are two. */
export function serverWarnings(text: string): string[] {
  return text
    .split(/^\* /m)
    .slice(1)
    .map((item) => item.replaceAll(/\s+/g, " ").trim());
}
