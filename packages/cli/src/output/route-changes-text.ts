import type { RouteChange } from "../routes/route-changes.ts";
import { oneLine } from "../terminal/clean-text.ts";
import type { Palette } from "../terminal/palette.ts";

/** Changes of a route table, one a line. */
export function routeChangesText(changes: readonly RouteChange[], { red, green, yellow }: Palette): string {
  if (changes.length === 0) return "No changes.";
  const signs = { add: green("+"), remove: red("-"), change: yellow("~") };
  return changes
    .map(({ kind, route, service, what, before, after, sharedWith = [], source }) => {
      const difference = what === undefined ? [] : [`${what}: ${before ?? ""} => ${after ?? ""}`];
      const shared =
        sharedWith.length === 0 ? [] : [`shared with ${sharedWith.join(", ")}, which already has it`];
      const place = source === undefined ? [] : [`(${source})`];
      return `${signs[kind]} ${oneLine([route, service, ...difference, ...shared, ...place].join("  "))}`;
    })
    .join("\n");
}
