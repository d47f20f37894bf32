export { DEFAULT_VERSION, since, type FabioVersion } from "./version.ts";

export { urlprefix, type RouteOptions } from "./tags/urlprefix.ts";
export { parseTag, type ParsedTag, type TagOptions } from "./tags/parse-tag.ts";

export type { RouteAdd, RouteCommand, RouteDel, RouteWeight } from "./commands/route-command.ts";
export { parseCommands, type ParsedCommands } from "./commands/parse-commands.ts";
export { formatCommand } from "./commands/format-command.ts";
export { parseAliases } from "./commands/aliases.ts";
export { parseOptions } from "./commands/options.ts";

export type { Route, RouteTable, Target } from "./table/route-table.ts";
export type { ProblemCode, ProblemEffect, RouteProblem } from "./table/route-problem.ts";
export { buildTable, type BuildOptions, type BuiltTable } from "./table/build-table.ts";
export { loadTable } from "./table/load-table.ts";
export { effectiveWeights, ringOf, type Ring } from "./table/weights.ts";
export { listTable, tableToJson, targetLine, type ListedRoute } from "./table/list-table.ts";
export { dumpTable } from "./table/dump-table.ts";
export { createPicker, type Picker } from "./table/picker.ts";

export { redirectOf, redirectTo, type Redirect, type RedirectRequest } from "./match/redirect.ts";
export { readRedirectCode, type RedirectCode } from "./match/redirect-code.ts";
export {
  isAccessDenied,
  isAddressDenied,
  parseAccessRules,
  type AccessRules,
  type Origin,
  type ParsedAccessRules,
} from "./match/access.ts";
export { compileGlob, type CompiledGlob } from "./glob/glob.ts";

export { isAuthorized } from "./match/auth.ts";

export type { ConsulCheck, ConsulInstance, ConsulKey, ConsulState } from "./consul/consul-state.ts";
export { checksWithRouteTags, passingChecks, type PassingOptions } from "./consul/passing-checks.ts";
export { instanceCommands, type InstanceCommand } from "./consul/instance-commands.ts";
export {
  consulCommands,
  type ConsulCommands,
  type ConsulOptions,
  type LineOrigin,
} from "./consul/consul-commands.ts";
export { consulTable, type ConsulProblem, type ConsulTable } from "./consul/consul-table.ts";

export { parseIp, parseCidr, type Ip, type IpBlock } from "./go/ip.ts";
export { parseUrl, type GoUrl } from "./go/url.ts";
