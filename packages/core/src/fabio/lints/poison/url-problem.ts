import { parseUrl } from "../../../go/url.ts";

/** Why Go cannot parse one of some addresses of targets, if it cannot: such a target rejects the whole table. */
export function urlProblem(dsts: readonly string[]): string | undefined {
  for (const dst of new Set(dsts)) {
    const url = parseUrl(dst);
    if ("error" in url) return `Not a URL: ${url.error}`;
  }
  return undefined;
}
