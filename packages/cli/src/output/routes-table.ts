import type { Palette } from "../terminal/palette.ts";
import { oneLine } from "../terminal/clean-text.ts";
import { placeText } from "../routes/place-text.ts";
import type { ShownRoute, ShownTarget } from "../routes/listed-routes.ts";
import { table } from "./table.ts";

/**
 * Routes as a table, a line for each service of a route: where its requests go, what part of them, the options, and the
 * tag that the targets come from.
 */
export function routesTable(routes: readonly ShownRoute[]): string {
  const hasSources = routes.some(({ targets }) => targets.some(({ source }) => source !== undefined));
  const rows = routes.flatMap((route) =>
    groups(route.targets).map((targets) => row(`${route.host}${route.path}`, targets, hasSources)),
  );
  const heading = ["ROUTE", "SERVICE", "TARGETS", "SHARE", "OPTIONS", ...(hasSources ? ["FROM"] : [])];
  return rows.length === 0 ? "No routes." : table([heading, ...rows]);
}

/** Routes by host, with every target. */
export function routesTree(routes: readonly ShownRoute[], palette: Palette): string {
  const { bold, dim } = palette;
  const hosts = [...new Set(routes.map(({ host }) => host))];
  const lines = hosts.flatMap((host) => {
    const ofHost = routes.filter((route) => route.host === host);
    return [
      bold(host === "" ? "(any host)" : oneLine(host)),
      ...ofHost.flatMap(({ path, targets }, index) => {
        const isLast = index === ofHost.length - 1;
        const rest = path === "" ? "(any path)" : oneLine(path);
        return [
          `${isLast ? "└─" : "├─"} ${rest}`,
          ...targets.map((target, number) => {
            const branch = number === targets.length - 1 ? "└─" : "├─";
            const { service, share, source } = target;
            const words = [
              `${service} ${shareText(share)} ${target.instance ?? target.dst}`,
              optionsText(target),
              ...(target.tags.length > 0 ? [`tags ${target.tags.join(",")}`] : []),
            ].filter((text) => text !== "");
            const place = source === undefined ? "" : `  ${dim(oneLine(placeText(source)))}`;
            return `${isLast ? "  " : "│ "} ${branch} ${oneLine(words.join("  "))}${place}`;
          }),
        ];
      }),
    ];
  });
  return lines.length === 0 ? "No routes." : lines.join("\n");
}

/** Percent with at most two places. */
export function shareText(share: number): string {
  return `${Math.round(share * 100) / 100}%`;
}

/** Options as a tag has them. */
export function optionsText({ opts }: Pick<ShownTarget, "opts">): string {
  return Object.entries(opts)
    .map(([name, value]) => (value === "" ? name : `${name}=${value}`))
    .toSorted()
    .join(" ");
}

/** Targets that a reader need not tell apart. */
function groups(targets: readonly ShownTarget[]): readonly (readonly ShownTarget[])[] {
  const found = new Map<string, ShownTarget[]>();
  for (const target of targets) {
    const key = JSON.stringify([
      target.service,
      protocolOf(target),
      optionsText(target),
      target.source && placeText(target.source),
    ]);
    found.set(key, [...(found.get(key) ?? []), target]);
  }
  return [...found.values()];
}

function row(route: string, targets: readonly ShownTarget[], hasSources: boolean): readonly string[] {
  const [first] = targets;
  if (first === undefined) return [];
  const share = targets.reduce((sum, target) => sum + target.share, 0);
  const place = first.source === undefined ? "" : placeText(first.source);
  return [
    route,
    first.service,
    `${targets.length} ${protocolOf(first)}`,
    // Thirds do not add up to a whole.
    shareText(Math.abs(share - 100) < 0.1 ? 100 : share),
    optionsText(first),
    ...(hasSources ? [place] : []),
  ];
}

/** `https`, or where a redirect leads. */
function protocolOf({ dst, opts }: ShownTarget): string {
  return opts["redirect"] === undefined ? (/^[^:/]*/.exec(dst)?.[0] ?? "") : `to ${dst}`;
}
