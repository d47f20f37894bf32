import type { RouteTable } from "../table/route-table.ts";
import { mismatch, type Mismatch } from "./mismatch.ts";
import { optionsText, serviceRoutes } from "./service-route.ts";

/** The name of the table, in words: `Fabio at http://a:9998`, `Consul's state`. */
export interface NamedTable {
  readonly name: string;
  readonly table: RouteTable;
}

/**
 * Where two tables are not the same, route for route and service for service. Neither the order of targets nor that of
 * options counts, and fixed weights do not: `/api/routes` has none.
 */
export function compareTables(
  first: NamedTable,
  second: NamedTable,
  kind: "disagreement" | "stale-table",
): readonly Mismatch[] {
  const [one, other] = [describe(first.table), describe(second.table)];
  return [...new Set([...one.keys(), ...other.keys()])].toSorted().flatMap((key) => {
    const [a, b] = [one.get(key), other.get(key)];
    const { route, service } = a ?? b ?? { route: "", service: "" };
    if (a?.text === b?.text) return [];
    const expected = a?.text ?? "no target";
    const actual = b?.text ?? "no target";
    const summary = `${service} at ${route} is ${expected} to ${first.name}, and ${actual} to ${second.name}`;
    return [mismatch(kind, { route, service, expected, actual, summary })];
  });
}

function describe(table: RouteTable) {
  return new Map(
    serviceRoutes(table).map(({ host, path, service, targets }) => {
      const route = `${host}${path}`;
      const texts = targets.map(({ dst, opts, tags, weight }) =>
        [
          dst,
          targets.length === 1 && weight === 1 ? "" : `${Math.round(weight * 10_000) / 100}%`,
          optionsText(opts),
          tags.length === 0 ? "" : `tags ${tags.toSorted().join(",")}`,
        ]
          .filter((part) => part !== "")
          .join(" "),
      );
      return [JSON.stringify([route, service]), { route, service, text: texts.toSorted().join(", ") }];
    }),
  );
}
