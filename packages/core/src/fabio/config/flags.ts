import { since, type FabioVersion } from "../version.ts";

/** How Fabio reads the value of a flag. Durations are nanoseconds, lists are separated by commas. */
export type FlagType = "bool" | "int" | "uint" | "float" | "string" | "duration" | "list" | "floats";

/** A value as it is in force. */
export type FlagValue = boolean | number | bigint | string | readonly string[] | readonly number[];

/** One setting of Fabio: a flag, an environment variable and a key of its properties file, all with the same name. */
export interface FabioFlag {
  readonly type: FlagType;
  readonly default: FlagValue;
  /** The first release that knows it; absent: 1.5.0 or before. */
  readonly since?: FabioVersion;
  /** The last release that knows it. */
  readonly until?: FabioVersion;
  /** Where `GET /api/config` shows it; absent where Fabio shows what it has read from it instead, or nothing. */
  readonly field?: string;
}

const MILLISECOND = 1_000_000;
const SECOND = 1_000_000_000;

/**
 * All settings of Fabio 1.5.0 to 1.7.3, with the defaults of 1.7.3. `proxy.localip` (an address of the host),
 * `profile.path` (the folder for temporary files) and `runtime.gomaxprocs` (the number of processors) have the defaults
 * that `loadConfig` is told.
 * @see fabiolb/fabio config/load.go, config/default.go (1.7.3; 1.6.11 for `tracing.*`)
 */
export const fabioFlags = {
  insecure: { type: "bool", default: false, since: "1.5.7", field: "Insecure" },
  "proxy.maxconn": { type: "int", default: 10000, field: "Proxy.MaxConn" },
  "proxy.strategy": { type: "string", default: "rnd", field: "Proxy.Strategy" },
  "proxy.matcher": { type: "string", default: "prefix", field: "Proxy.Matcher" },
  "proxy.noroutestatus": { type: "int", default: 404, field: "Proxy.NoRouteStatus" },
  "proxy.shutdownwait": { type: "duration", default: 0, field: "Proxy.ShutdownWait" },
  "proxy.deregistergraceperiod": {
    type: "duration",
    default: 0,
    since: "1.6.3",
    field: "Proxy.DeregisterGracePeriod",
  },
  "proxy.dialtimeout": { type: "duration", default: 30 * SECOND, field: "Proxy.DialTimeout" },
  "proxy.responseheadertimeout": { type: "duration", default: 0, field: "Proxy.ResponseHeaderTimeout" },
  "proxy.keepalivetimeout": { type: "duration", default: 0, field: "Proxy.KeepAliveTimeout" },
  "proxy.idleconntimeout": {
    type: "duration",
    default: 15 * SECOND,
    since: "1.6.0",
    field: "Proxy.IdleConnTimeout",
  },
  "proxy.localip": { type: "string", default: "", field: "Proxy.LocalIP" },
  "proxy.header.clientip": { type: "string", default: "", field: "Proxy.ClientIPHeader" },
  "proxy.header.tls": { type: "string", default: "", field: "Proxy.TLSHeader" },
  "proxy.header.tls.value": { type: "string", default: "", field: "Proxy.TLSHeaderValue" },
  "proxy.header.requestid": { type: "string", default: "", field: "Proxy.RequestID" },
  "proxy.header.sts.maxage": { type: "int", default: 0, since: "1.5.7", field: "Proxy.STSHeader.MaxAge" },
  "proxy.header.sts.subdomains": {
    type: "bool",
    default: false,
    since: "1.5.7",
    field: "Proxy.STSHeader.Subdomains",
  },
  "proxy.header.sts.preload": {
    type: "bool",
    default: false,
    since: "1.5.7",
    field: "Proxy.STSHeader.Preload",
  },
  "proxy.grpcmaxrxmsgsize": {
    type: "int",
    default: 4194304,
    since: "1.6.1",
    field: "Proxy.GRPCMaxRxMsgSize",
  },
  "proxy.grpcmaxtxmsgsize": {
    type: "int",
    default: 4194304,
    since: "1.6.1",
    field: "Proxy.GRPCMaxTxMsgSize",
  },
  "proxy.grpcshutdowntimeout": {
    type: "duration",
    default: 2 * SECOND,
    since: "1.6.4",
    field: "Proxy.GRPCGShutdownTimeout",
  },
  "proxy.gzip.contenttype": { type: "string", default: "" },
  "proxy.addr": { type: "string", default: ":9999" },
  "proxy.cs": { type: "string", default: "" },
  "proxy.readtimeout": { type: "duration", default: 0 },
  "proxy.writetimeout": { type: "duration", default: 0 },
  "proxy.flushinterval": { type: "duration", default: SECOND, field: "Proxy.FlushInterval" },
  "proxy.globalflushinterval": {
    type: "duration",
    default: 0,
    since: "1.5.10",
    field: "Proxy.GlobalFlushInterval",
  },
  "proxy.auth": { type: "string", default: "", since: "1.5.11" },
  "log.access.format": { type: "string", default: "common", field: "Log.AccessFormat" },
  "log.access.target": { type: "string", default: "", field: "Log.AccessTarget" },
  "log.routes.format": { type: "string", default: "delta", field: "Log.RoutesFormat" },
  "log.level": { type: "string", default: "INFO", since: "1.5.3", field: "Log.Level" },
  "metrics.target": { type: "string", default: "", field: "Metrics.Target" },
  "metrics.prefix": {
    type: "string",
    default: "{{clean .Hostname}}.{{clean .Exec}}",
    field: "Metrics.Prefix",
  },
  "metrics.names": {
    type: "string",
    default: "{{clean .Service}}.{{clean .Host}}.{{clean .Path}}.{{clean .TargetURL.Host}}",
    field: "Metrics.Names",
  },
  "metrics.interval": { type: "duration", default: 30 * SECOND, field: "Metrics.Interval" },
  "metrics.timeout": { type: "duration", default: 10 * SECOND, since: "1.5.3", field: "Metrics.Timeout" },
  "metrics.retry": { type: "duration", default: 500 * MILLISECOND, since: "1.5.3", field: "Metrics.Retry" },
  "metrics.graphite.addr": { type: "string", default: "", field: "Metrics.GraphiteAddr" },
  "metrics.statsd.addr": { type: "string", default: "", field: "Metrics.StatsDAddr" },
  "metrics.dogstatsd.addr": { type: "string", default: "", since: "1.6.0", field: "Metrics.DogstatsdAddr" },
  "metrics.circonus.apikey": { type: "string", default: "", field: "Metrics.Circonus.APIKey" },
  "metrics.circonus.apiapp": { type: "string", default: "fabio", field: "Metrics.Circonus.APIApp" },
  "metrics.circonus.apiurl": { type: "string", default: "", field: "Metrics.Circonus.APIURL" },
  "metrics.circonus.brokerid": { type: "string", default: "", field: "Metrics.Circonus.BrokerID" },
  "metrics.circonus.checkid": { type: "string", default: "", field: "Metrics.Circonus.CheckID" },
  "metrics.circonus.submissionurl": {
    type: "string",
    default: "",
    since: "1.5.11",
    field: "Metrics.Circonus.SubmissionURL",
  },
  "metrics.prometheus.subsystem": {
    type: "string",
    default: "",
    since: "1.6.0",
    field: "Metrics.Prometheus.Subsystem",
  },
  "metrics.prometheus.path": {
    type: "string",
    default: "/metrics",
    since: "1.6.0",
    field: "Metrics.Prometheus.Path",
  },
  "metrics.prometheus.buckets": {
    type: "floats",
    default: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    since: "1.6.0",
    field: "Metrics.Prometheus.Buckets",
  },
  "registry.backend": { type: "string", default: "consul", field: "Registry.Backend" },
  "registry.timeout": { type: "duration", default: 10 * SECOND, field: "Registry.Timeout" },
  "registry.retry": { type: "duration", default: 500 * MILLISECOND, field: "Registry.Retry" },
  "registry.file.path": { type: "string", default: "", field: "Registry.File.RoutesPath" },
  "registry.file.noroutehtmlpath": {
    type: "string",
    default: "",
    since: "1.5.5",
    field: "Registry.File.NoRouteHTMLPath",
  },
  "registry.static.routes": { type: "string", default: "", field: "Registry.Static.Routes" },
  "registry.static.noroutehtml": {
    type: "string",
    default: "",
    since: "1.5.5",
    field: "Registry.Static.NoRouteHTML",
  },
  "registry.consul.addr": { type: "string", default: "localhost:8500", field: "Registry.Consul.Addr" },
  "registry.consul.token": { type: "string", default: "", field: "Registry.Consul.Token" },
  "registry.consul.kvpath": { type: "string", default: "/fabio/config", field: "Registry.Consul.KVPath" },
  "registry.consul.noroutehtmlpath": {
    type: "string",
    default: "/fabio/noroute.html",
    since: "1.5.5",
    field: "Registry.Consul.NoRouteHTMLPath",
  },
  "registry.consul.tagprefix": { type: "string", default: "urlprefix-", field: "Registry.Consul.TagPrefix" },
  "registry.consul.tls.keyfile": {
    type: "string",
    default: "",
    since: "1.5.11",
    field: "Registry.Consul.TLS.KeyFile",
  },
  "registry.consul.tls.certfile": {
    type: "string",
    default: "",
    since: "1.5.11",
    field: "Registry.Consul.TLS.CertFile",
  },
  "registry.consul.tls.cafile": {
    type: "string",
    default: "",
    since: "1.5.11",
    field: "Registry.Consul.TLS.CAFile",
  },
  "registry.consul.tls.capath": {
    type: "string",
    default: "",
    since: "1.5.11",
    field: "Registry.Consul.TLS.CAPath",
  },
  "registry.consul.tls.insecureskipverify": {
    type: "bool",
    default: false,
    since: "1.5.11",
    field: "Registry.Consul.TLS.InsecureSkipVerify",
  },
  "registry.consul.register.enabled": { type: "bool", default: true, field: "Registry.Consul.Register" },
  "registry.consul.namespace": {
    type: "string",
    default: "",
    since: "1.6.8",
    field: "Registry.Consul.Namespace",
  },
  "registry.consul.register.addr": {
    type: "string",
    default: "<ui.addr>",
    field: "Registry.Consul.ServiceAddr",
  },
  "registry.consul.register.name": { type: "string", default: "fabio", field: "Registry.Consul.ServiceName" },
  "registry.consul.register.tags": { type: "list", default: [], field: "Registry.Consul.ServiceTags" },
  "registry.consul.service.status": {
    type: "list",
    default: ["passing"],
    field: "Registry.Consul.ServiceStatus",
  },
  "registry.consul.register.checkInterval": {
    type: "duration",
    default: SECOND,
    field: "Registry.Consul.CheckInterval",
  },
  "registry.consul.register.checkTimeout": {
    type: "duration",
    default: 3 * SECOND,
    field: "Registry.Consul.CheckTimeout",
  },
  "registry.consul.register.checkTLSSkipVerify": {
    type: "bool",
    default: false,
    field: "Registry.Consul.CheckTLSSkipVerify",
  },
  "registry.consul.register.checkDeregisterCriticalServiceAfter": {
    type: "string",
    default: "",
    since: "1.5.8",
  },
  "registry.consul.checksRequired": {
    type: "string",
    default: "one",
    since: "1.5.9",
    field: "Registry.Consul.ChecksRequired",
  },
  "registry.consul.serviceMonitors": {
    type: "int",
    default: 1,
    since: "1.5.11",
    field: "Registry.Consul.ServiceMonitors",
  },
  "registry.consul.pollinterval": {
    type: "duration",
    default: 0,
    since: "1.5.14",
    field: "Registry.Consul.PollInterval",
  },
  "registry.consul.requireConsistent": {
    type: "bool",
    default: true,
    since: "1.6.1",
    field: "Registry.Consul.RequireConsistent",
  },
  "registry.consul.allowStale": {
    type: "bool",
    default: false,
    since: "1.6.1",
    field: "Registry.Consul.AllowStale",
  },
  "runtime.gogc": { type: "int", default: 100, field: "Runtime.GOGC" },
  "runtime.gomaxprocs": { type: "int", default: 0, field: "Runtime.GOMAXPROCS" },
  "ui.access": { type: "string", default: "rw", field: "UI.Access" },
  "ui.addr": { type: "string", default: ":9998" },
  "ui.color": { type: "string", default: "light-green", field: "UI.Color" },
  "ui.title": { type: "string", default: "", field: "UI.Title" },
  "ui.path": { type: "string", default: "", since: "1.7.1", field: "UI.Path" },
  "ui.routingtable.source.linkenabled": {
    type: "bool",
    default: false,
    since: "1.6.3",
    field: "UI.RoutingTable.Source.LinkEnabled",
  },
  "ui.routingtable.source.newtab": {
    type: "bool",
    default: true,
    since: "1.6.3",
    field: "UI.RoutingTable.Source.NewTab",
  },
  "ui.routingtable.source.scheme": {
    type: "string",
    default: "http",
    since: "1.6.3",
    field: "UI.RoutingTable.Source.Scheme",
  },
  "ui.routingtable.source.host": {
    type: "string",
    default: "",
    since: "1.6.3",
    field: "UI.RoutingTable.Source.Host",
  },
  "ui.routingtable.source.port": {
    type: "string",
    default: "",
    since: "1.6.3",
    field: "UI.RoutingTable.Source.Port",
  },
  "profile.mode": { type: "string", default: "", field: "ProfileMode" },
  "profile.path": { type: "string", default: "", field: "ProfilePath" },
  "glob.matching.disabled": { type: "bool", default: false, since: "1.5.10", field: "GlobMatchingDisabled" },
  "glob.cache.size": { type: "int", default: 1000, since: "1.5.14", field: "GlobCacheSize" },
  "registry.custom.host": { type: "string", default: "", since: "1.5.11", field: "Registry.Custom.Host" },
  "registry.custom.scheme": {
    type: "string",
    default: "https",
    since: "1.5.11",
    field: "Registry.Custom.Scheme",
  },
  "registry.custom.noroutehtml": {
    type: "string",
    default: "",
    since: "1.5.11",
    field: "Registry.Custom.NoRouteHTML",
  },
  "registry.custom.checkTLSSkipVerify": {
    type: "bool",
    default: false,
    since: "1.5.11",
    field: "Registry.Custom.CheckTLSSkipVerify",
  },
  "registry.custom.timeout": {
    type: "duration",
    default: 5 * SECOND,
    since: "1.5.11",
    field: "Registry.Custom.Timeout",
  },
  "registry.custom.pollinterval": {
    type: "duration",
    default: 10 * SECOND,
    since: "1.5.14",
    field: "Registry.Custom.PollInterval",
  },
  "registry.custom.path": { type: "string", default: "", since: "1.5.11", field: "Registry.Custom.Path" },
  "registry.custom.queryparams": {
    type: "string",
    default: "",
    since: "1.5.11",
    field: "Registry.Custom.QueryParams",
  },
  "bgp.enabled": { type: "bool", default: false, since: "1.6.3", field: "BGP.BGPEnabled" },
  "bgp.asn": { type: "uint", default: 65000, since: "1.6.3", field: "BGP.Asn" },
  "bgp.anycastaddresses": { type: "list", default: [], since: "1.6.3", field: "BGP.AnycastAddresses" },
  "bgp.routerid": { type: "string", default: "", since: "1.6.3", field: "BGP.RouterID" },
  "bgp.listenport": { type: "int", default: 179, since: "1.6.3", field: "BGP.ListenPort" },
  "bgp.listenaddresses": { type: "list", default: ["0.0.0.0"], since: "1.6.3", field: "BGP.ListenAddresses" },
  "bgp.peers": { type: "string", default: "", since: "1.6.3" },
  "bgp.enablegrpc": { type: "bool", default: false, since: "1.6.3", field: "BGP.EnableGRPC" },
  "bgp.grpclistenaddress": {
    type: "string",
    default: "127.0.0.1:50051",
    since: "1.6.3",
    field: "BGP.GRPCListenAddress",
  },
  "bgp.nexthop": { type: "string", default: "", since: "1.6.3", field: "BGP.NextHop" },
  "bgp.gobgpdcfgfile": { type: "string", default: "", since: "1.6.3", field: "BGP.GOBGPDCfgFile" },
  "proxy.log.routes": { type: "string", default: "" },
  "aws.apigw.cert.cn": { type: "string", default: "" },
  "tracing.TracingEnabled": {
    type: "bool",
    default: false,
    since: "1.5.11",
    until: "1.6.11",
    field: "Tracing.TracingEnabled",
  },
  "tracing.CollectorType": {
    type: "string",
    default: "http",
    since: "1.5.11",
    until: "1.6.11",
    field: "Tracing.CollectorType",
  },
  "tracing.ConnectString": {
    type: "string",
    default: "http://localhost:9411/api/v1/spans",
    since: "1.5.11",
    until: "1.6.11",
    field: "Tracing.ConnectString",
  },
  "tracing.ServiceName": {
    type: "string",
    default: "Fabiolb",
    since: "1.5.11",
    until: "1.6.11",
    field: "Tracing.ServiceName",
  },
  "tracing.SpanName": {
    type: "string",
    default: "",
    since: "1.5.14",
    until: "1.6.11",
    field: "Tracing.SpanName",
  },
  "tracing.Topic": {
    type: "string",
    default: "Fabiolb-Kafka-Topic",
    since: "1.5.11",
    until: "1.6.11",
    field: "Tracing.Topic",
  },
  "tracing.SamplerRate": {
    type: "float",
    default: -1,
    since: "1.5.11",
    until: "1.6.11",
    field: "Tracing.SamplerRate",
  },
  "tracing.SpanHost": {
    type: "string",
    default: "localhost:9998",
    since: "1.5.11",
    until: "1.6.11",
    field: "Tracing.SpanHost",
  },
  "tracing.TraceID128Bit": {
    type: "bool",
    default: true,
    since: "1.5.12",
    until: "1.6.11",
    field: "Tracing.TraceID128Bit",
  },
} as const satisfies Readonly<Record<string, FabioFlag>>;

/** The name of a setting: `proxy.addr`. */
export type FlagName = keyof typeof fabioFlags;

interface ValueOfType {
  bool: boolean;
  int: number;
  uint: number;
  float: number;
  string: string;
  duration: number | bigint;
  list: readonly string[];
  floats: readonly number[];
}

/** The value of every setting. */
export type FlagValues = { readonly [N in FlagName]: ValueOfType[(typeof fabioFlags)[N]["type"]] };

/** All names, in the order in which Fabio defines them. */
// Object.keys is typed for objects that may have more keys than their type says; this one has no others.
export const flagNames = Object.keys(fabioFlags) as readonly FlagName[];

/** Whether there is such a flag in any release. */
export function isFlagName(name: string): name is FlagName {
  return Object.hasOwn(fabioFlags, name);
}

/** Whether that release knows the flag. An unknown one on the command line ends Fabio with code 2. */
export function knowsFlag(version: FabioVersion, name: FlagName): boolean {
  const flag: FabioFlag = fabioFlags[name];
  const gone = flag.until !== undefined && since(version, flag.until) && version !== flag.until;
  return !gone && (flag.since === undefined || since(version, flag.since));
}
