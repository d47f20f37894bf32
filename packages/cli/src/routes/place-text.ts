import type { SourceRange } from "@nomadx/core";

/** `jobs/web.ts:12`; only the file where the range is all of it. */
export function placeText({ file, start, end }: SourceRange): string {
  return end.offset === 0 ? file : `${file}:${start.line}`;
}
