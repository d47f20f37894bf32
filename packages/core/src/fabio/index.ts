export { urlprefix, type RouteOptions } from "./urlprefix.ts";
export { DEFAULT_VERSION, since, type FabioVersion } from "./version.ts";
export type { RouteAdd, RouteCommand, RouteDel, RouteWeight } from "./commands/route-command.ts";
export type { Route, RouteTable, Target } from "./table/route-table.ts";
