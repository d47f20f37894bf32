export { DEFAULT_VERSION, readVersion, since, type FabioVersion } from "./version.ts";

export { urlprefix } from "./tags/urlprefix.ts";
export type {
  GrpcOptions,
  GrpcsOptions,
  HttpOptions,
  HttpsOptions,
  OptionsOf,
  PathRoute,
  PortRoute,
  RedirectOptions,
  RouteOptions,
  TcpOptions,
} from "./tags/route-options.ts";
export { DEFAULT_TAG_PREFIX } from "./config/registry-defaults.ts";
export { parseTag, type ParsedTag, type TagOptions } from "./tags/parse-tag.ts";

export type { RouteAdd, RouteCommand, RouteDel, RouteWeight } from "./commands/route-command.ts";
export { parseCommands, type ParsedCommands, type ParsedLine } from "./commands/parse-commands.ts";
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
export { consulLines, type ConsulLine, type ConsulOptions, type LineOrigin } from "./consul/consul-lines.ts";
export { registrySettings, type RegistrySettings } from "./consul/registry-settings.ts";
export { consulTable, type ConsulProblem, type ConsulTable } from "./consul/consul-table.ts";
export {
  readConsulState,
  type ConsulReads,
  type ReadConsulState,
  type ReadConsulStateOptions,
} from "./consul/read-consul-state.ts";

export { parseIp, parseCidr, type Ip, type IpBlock } from "../go/ip.ts";
export { parseUrl, type GoUrl } from "../go/url.ts";

export {
  fabioFlags,
  flagNames,
  isFlagName,
  knowsFlag,
  type FlagName,
  type FlagValues,
} from "./config/flags.ts";
export type { FabioFlag, FlagType, FlagValue } from "./config/fabio-flag.ts";
export { formatKvList, parseKvList, type KvEntry, type KvList } from "./config/kv-list.ts";
export {
  formatListener,
  parseListener,
  parseListeners,
  portOf,
  type Listener,
  type ListenerContext,
  type ListenerOptions,
  type Listeners,
  type Protocol,
} from "./config/listener.ts";
export {
  parseCertificateSources,
  type CertificateSource,
  type CertificateSources,
  type CertificateSourceType,
} from "./config/certificate-source.ts";
export { parseAuthSchemes, type AuthScheme, type AuthSchemes } from "./config/auth-scheme.ts";
export { parseBgpPeers, type BgpPeer, type BgpPeers } from "./config/bgp-peer.ts";
export { parseProperties, type Properties } from "./config/properties.ts";
export { parseArgs, type ParsedArgs } from "./config/parse-args.ts";
export {
  loadConfig,
  variableOf,
  type ConfigInput,
  type HostFacts,
  type LoadedConfig,
} from "./config/load-config.ts";
export type { FabioConfig } from "./config/fabio-config.ts";
export type {
  ConfigEffect,
  ConfigOrigin,
  ConfigProblem,
  ConfigProblemCode,
} from "./config/config-problem.ts";
export { apiConfig, type ConfigJson } from "./config/api-config.ts";
export { canServe, whyNotServed, type NotServed } from "./config/can-serve.ts";
export {
  adminAnswer,
  type AdminAnswer,
  type AdminRequest,
  type AdminSettings,
} from "./config/admin-access.ts";

export {
  localPort,
  responseHeaders,
  upstreamHeaders,
  type Headers,
  type HeaderSettings,
  type IncomingRequest,
} from "./proxy/forwarded-headers.ts";
export {
  headerSettings,
  upstreamRequest,
  uriOf,
  type ClientConnection,
  type UpstreamRequest,
} from "./proxy/upstream-request.ts";

export { createMatcher, type Matcher, type MatcherOptions } from "./match/create-matcher.ts";
export { matcherSettings } from "./match/matcher-settings.ts";
export type { Candidate, Explanation, Match, TargetAnswer, TargetShare } from "./match/answer.ts";
export type {
  FabioRequest,
  GrpcRequest,
  HttpRequest,
  HttpsSniRequest,
  SniRequest,
  TcpDynamicRequest,
  TcpRequest,
} from "./match/request.ts";
export { readRequestUri, routedPath, type RequestUri } from "./match/request-uri.ts";
export { normalizeHost } from "./match/host.ts";
export { orderHosts } from "./match/host-order.ts";
export { routesInOrder } from "./match/routes-in-order.ts";
export {
  readRoutes,
  type ReadRoutes,
  type ReadRoutesOptions,
  type UnreadTarget,
} from "./routes/read-routes.ts";
export {
  commandSources,
  consulSources,
  jobSources,
  type FindOrigin,
  type TargetSource,
} from "./routes/route-sources.ts";
export { matchesPath, type PathMatcher } from "./match/path-matcher.ts";
export { forwardedPath } from "./match/forwarded-path.ts";
export { dynamicPorts } from "./match/dynamic-ports.ts";
export { createGlobCache, type GlobCache } from "./match/glob-cache.ts";
export { fabioJob } from "./jobs/fabio-job.ts";
export type { FabioJobOptions } from "./jobs/generator/job-options.ts";
export { listenersForRoutes, type NeededListeners } from "./jobs/generator/listeners-for-routes.ts";

export { createJobRouting, routesFromJobs, type JobRouting } from "./jobs/job-routing.ts";
export type { JobRouteOrigin, RegisteredJobs } from "./jobs/register-jobs.ts";
export {
  targetName,
  type JobRouteCommand,
  type JobRouteProblem,
  type JobRoutes,
  type JobRoutesOptions,
  type UnroutedReason,
  type UnroutedService,
} from "./jobs/job-routes.ts";

export { compareWithJobs, type CompareOptions } from "./verify/compare-with-jobs.ts";
export { causeOf, compareWithRegistry } from "./verify/compare-with-registry.ts";
export { compareFabios, type ComparedFabio } from "./verify/compare-fabios.ts";
export { compareTables, type NamedTable } from "./verify/compare-tables.ts";
export { tableOfListing } from "./table/listed-table.ts";
export type { Mismatch, MismatchEvidence, MismatchKind } from "./verify/mismatch.ts";
export type { FoundFabio } from "./find/found-fabio.ts";
export { fabiosOfAllocations } from "./find/fabios-of-allocations.ts";
export type { FabioAllocation, FabioNode } from "./find/fabio-allocation.ts";
export { fabiosOfInstances, type ConsulCheckOutput } from "./find/fabios-of-instances.ts";
export { httpAnswers, type HttpAnswer, type NoRouteSettings } from "./proxy/http-answer.ts";

export {
  lintRoutes,
  type LintFinding,
  type LintFindingEvidence,
  type LintInput,
  type LintReport,
  type SkippedLint,
} from "./lints/lint-routes.ts";
export { criticalLints, type CriticalLintOptions } from "./lints/critical-lints.ts";
export type { Lint, LintEvidence, LintFacts, LintPlace, LintScope, LintFamily } from "./lints/lint.ts";
export { lints, type LintId } from "./lints/lints.ts";
export { settingsFromApi } from "./config/api-settings.ts";
export type { FabioSettings, ListenerEntry } from "./config/fabio-settings.ts";
export { readSettings, type FabioStart, type WrittenSettings } from "./config/written-settings.ts";
export type { LiveFabio } from "./live-fabio.ts";
export { findFabioTask, type FabioTask } from "./jobs/fabio-task.ts";
