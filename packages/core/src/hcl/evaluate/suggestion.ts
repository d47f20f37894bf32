import { didYouMean } from "../../diagnostics/did-you-mean.ts";

/** ` Did you mean "…"?`, to be put behind a sentence; empty where no known name is near. */
export function suggestion(name: string, known: Iterable<string>): string {
  const near = didYouMean(name, known);
  return near === undefined ? "" : ` Did you mean "${near}"?`;
}
