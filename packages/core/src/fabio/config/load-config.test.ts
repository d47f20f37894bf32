import { describe, expect, test } from "vitest";

import { apiConfig } from "./api-config.ts";
import { loadConfig } from "./load-config.ts";

/** The first reason for which Fabio does not start. */
function refusal(args: readonly string[]) {
  const { problems, exit } = loadConfig({ args });
  return [exit, problems.find(({ effect }) => effect === "exit")?.message];
}

describe("Fabio 1.7.3 ends with these words", () => {
  test.each([
    [`-proxy.addr=:1;rt=1x`, 1, `time: unknown unit "x" in duration "1x"`],
    [`-proxy.addr=:1;it=fast`, 1, `time: invalid duration "fast"`],
    [`-proxy.addr=:1;rt=.s`, 1, `time: invalid duration ".s"`],
    [`-proxy.addr=:1;rt=1µm`, 1, String.raw`time: unknown unit "\xc2\xb5m" in duration "1\xc2\xb5m"`],
    [`-proxy.addr=:1;rt=9223372036854775809x`, 1, `time: invalid duration "9223372036854775809x"`],
    [`-proxy.addr=:1;rt=9999999h5x`, 1, `time: invalid duration "9999999h5x"`],
    [`-proxy.addr=:1;tlsmin=tls14`, 1, `strconv.ParseUint: parsing "tls14": invalid syntax`],
    [`-proxy.addr=:1;tlsmax=70000`, 1, `strconv.ParseUint: parsing "70000": value out of range`],
    [`-proxy.addr=:1;tlsmax=0x1_0000_`, 1, `strconv.ParseUint: parsing "0x1_0000_": value out of range`],
    [`-proxy.addr=:1;tlsmax=0x_ffff_`, 1, `strconv.ParseUint: parsing "0x_ffff_": invalid syntax`],
    [`-proxy.addr=:1;tlsciphers=`, 1, `strconv.ParseUint: parsing "": invalid syntax`],
    [`-proxy.addr=:1;proto=HTTP`, 1, `unknown protocol "HTTP"`],
    [`-proxy.addr==x`, 1, `=`],
    [`-proxy.addr=:1;cs="a`, 1, `unbalanced quotes`],
    [`-proxy.addr=:1;a='bc'`, 1, `invalid escape sequence`],
    [`-proxy.addr=:1;a="\\`, 1, `unterminated escape sequence`],
    [`-proxy.addr=:1;a="\\q"`, 1, `invalid escape sequence`],
    [`-proxy.addr="a"b`, 1, `b`],
    [`-proxy.cs=cs=a;type=file`, 1, `missing 'cert' in map[cs:a type:file]`],
    [`-proxy.cs=x;type=file;cert=y`, 1, `missing 'cs' in map[:x cert:y type:file]`],
    [`-proxy.cs=cs=a;cert=y`, 1, `missing 'type' in map[cert:y cs:a]`],
    [`-proxy.cs=cs=a;cert=y;type=s3`, 1, `unknown cert source type s3`],
    [`-proxy.cs=cs=a;cert=y;type=http;hdr=a:b`, 1, `invalid header a:b`],
    [`-proxy.cs=cs=a;cert=y;type=http;refresh=1`, 1, `time: missing unit in duration "1"`],
    [`-proxy.auth=name=a;file=b`, 1, `missing 'type' in auth 'a'`],
    [`-proxy.auth=name=a;type=basic;file=b;refresh=x`, 1, `time: invalid duration "x"`],
    [`-ui.addr=:1,:2`, 1, `ui.addr must contain only one listener`],
    [`-ui.addr=,`, 1, `ui.addr must contain only one listener`],
    [`-ui.access=RO`, 1, `invalid ui.access: RO`],
    [`-proxy.strategy=x`, 1, `invalid proxy.strategy: x`],
    [`-proxy.matcher=regex`, 1, `invalid proxy.matcher: regex`],
    [
      `-registry.consul.allowStale=true`,
      1,
      `registry.consul.allowStale and registry.consul.requireConsistent cannot both be true`,
    ],
    [`-bgp.peers=port=x`, 1, `strconv.ParseUint: parsing "x": invalid syntax`],
    [`-bgp.peers=asn=4294967296`, 1, `strconv.ParseUint: parsing "4294967296": value out of range`],
    [`-bgp.peers=asn=4294967296x`, 1, `strconv.ParseUint: parsing "4294967296x": value out of range`],
    [`-bgp.peers=multihop=yes`, 1, `strconv.ParseBool: parsing "yes": invalid syntax`],
    [`-bgp.peers=port=0x1`, 1, `strconv.ParseUint: parsing "0x1": invalid syntax`],
    [`-proxy.maxconn=1.5`, 2, `invalid value "1.5" for flag -proxy.maxconn: parse error`],
    [
      `-proxy.maxconn=9223372036854775808`,
      2,
      `invalid value "9223372036854775808" for flag -proxy.maxconn: value out of range`,
    ],
    [
      `-proxy.maxconn=-18446744073709551616x`,
      2,
      `invalid value "-18446744073709551616x" for flag -proxy.maxconn: value out of range`,
    ],
    [
      `-proxy.maxconn=18446744073709551615x`,
      2,
      `invalid value "18446744073709551615x" for flag -proxy.maxconn: parse error`,
    ],
    [`-bgp.asn=-1`, 2, `invalid value "-1" for flag -bgp.asn: parse error`],
    [`-proxy.dialtimeout=5`, 2, `invalid value "5" for flag -proxy.dialtimeout: parse error`],
    [`-insecure=yes`, 2, `invalid boolean value "yes" for -insecure: parse error`],
    [
      `-metrics.prometheus.buckets=1,x`,
      2,
      `invalid value "1,x" for flag -metrics.prometheus.buckets: ` +
        `error parsing float slice value x: strconv.ParseFloat: parsing "x": invalid syntax`,
    ],
    [
      `-metrics.prometheus.buckets=1,1e400`,
      2,
      `invalid value "1,1e400" for flag -metrics.prometheus.buckets: ` +
        `error parsing float slice value 1e400: strconv.ParseFloat: parsing "1e400": value out of range`,
    ],
    [`-tracing.SpanName=x`, 2, `flag provided but not defined: -tracing.SpanName`],
    [`---x`, 2, `bad flag syntax: ---x`],
    [`-=x`, 2, `bad flag syntax: -=x`],
    [`-proxy.strategy`, 2, `flag needs an argument: -proxy.strategy`],
    [`-cfg=`, 1, `invalid or missing path to config file`],
    [`-metrics.target=statsd`, 1, `statsd support has been removed in favor of statsd_raw`],
    [`-metrics.target=foo`, 1, `invalid metrics backend foo`],
    [`-registry.backend=etcd`, 1, `Unknown registry backend etcd`],
    [
      `-proxy.addr=127.0.0.1:15400,127.0.0.1:15400`,
      1,
      `listen: Fail to listen. listen tcp 127.0.0.1:15400: bind: address already in use`,
    ],
  ])("%s", (arg, exit, message) => {
    expect(refusal([arg])).toEqual([exit, message]);
  });

  test.each([
    ["-h", 0],
    ["-v", 0],
    ["-proxy.addr=:1;a", undefined],
    ["-proxy.addr=", undefined],
  ])("%s: %s", (arg, exit) => {
    expect(refusal([arg])).toEqual([exit, undefined]);
  });
});

test.each([
  ["^(text/.*|application/(javascript|json))(;.*)?$", true],
  [String.raw`(?i)\pL\p{Greek}\z[[:alpha:]]{2,1000}\\h\_`, true],
  ["(?P<kind>x)", true],
  ["(", false],
  ["(?!x)", false],
  [String.raw`a\Z`, false],
  [String.raw`\p{IsGreek}`, false],
  ["[[:foo:]]", false],
  ["a{1001}", false],
  ["a{1,1001}", false],
])("Go compiles the content types %s: %s", (types, isFine) => {
  expect(refusal([`-proxy.gzip.contenttype=${types}`])[0]).toBe(isFine ? undefined : 1);
});

describe("a properties file", () => {
  test.each([
    ["a=\\u12", "properties: Line 1: invalid unicode literal"],
    ["=x", `properties: Line 1: "x"`],
    [" : x\n", `properties: Line 1: "x"`],
    ["a=${b}\nb=${a}", "circular reference in:\na=${b}\nb=${a}\n"],
  ])("%j ends Fabio with 1", (properties, message) => {
    const { problems, exit } = loadConfig({ args: ["-cfg=f"], properties });
    expect([exit, problems[0]?.message]).toEqual([1, message]);
  });

  test("is read before the flags", () => {
    const refused = loadConfig({ args: ["-cfg=f", "-nope"], properties: "a=${" });
    expect([refused.exit, refused.problems[0]?.message]).toEqual([1, "malformed expression"]);
    expect(loadConfig({ args: ["-cfg=f", "-h"], properties: "a=${" }).exit).toBe(1);
    expect(loadConfig({ args: ["-cfg=f", "-v"], properties: "a=${" }).exit).toBe(0);
  });

  test("is only read when -cfg names it", () => {
    expect(loadConfig({ properties: "ui.title=T" }).config?.values["ui.title"]).toBe("");
    expect(loadConfig({ args: ["-cfg", "f"], properties: "ui.title=T" }).config?.values["ui.title"]).toBe(
      "T",
    );
  });
});

test("a list that nobody set is shown as null, one that was set to nothing as empty", () => {
  const shown = (args: readonly string[]) => {
    const { config } = loadConfig({ args });
    return config && apiConfig(config);
  };
  expect(shown([])).toMatchObject({ BGP: { AnycastAddresses: null } });
  expect(shown(["-bgp.anycastaddresses=,", "-metrics.prometheus.buckets="])).toMatchObject({
    BGP: { AnycastAddresses: [] },
    Metrics: { Prometheus: { Buckets: [] } },
  });
});

// The values are those of GET /api/config of Fabio 1.7.3 with this configuration.
test("what is set in three places comes out as Fabio shows it", () => {
  const { config, problems } = loadConfig({
    args: ["-registry.backend=static", "-cfg=f", "-proxy.addr="],
    environ: {
      PROXY_MAXCONN: "abc",
      fabio_ui_title: "T",
      METRICS_INTERVAL: "x",
      LOG_LEVEL: "WARN",
      METRICS_PROMETHEUS_BUCKETS: "1,2,x,3",
    },
    properties: [
      "# c",
      "ui.addr = 127.0.0.1:15411",
      "proxy.gzip.contenttype=^text/.*$",
      "ui.color : re\\\n   d",
      "proxy.header.tls\tX-\\u0041",
      "proxy.header.clientip = ${who}x",
      "who = me",
      "proxy.auth=name=a;type=basic;file=/etc/hostname;refresh=5ms",
      "bgp.peers = address=1.2.3.4;asn=5",
      "registry.consul.addr = HTTPS://Foo:1/x",
      "proxy.log.routes=all",
      "registry.consul.serviceMonitors=-3",
    ].join("\n"),
  });
  expect(config && apiConfig(config)).toMatchObject({
    Listen: null,
    Log: { Level: "WARN", RoutesFormat: "all", AccessFormat: "common" },
    Metrics: { Interval: 0, Prometheus: { Buckets: [1, 2] } },
    Proxy: {
      MaxConn: 0,
      GZIPContentTypes: "^text/.*$",
      TLSHeader: "X-A",
      ClientIPHeader: "mex",
      AuthSchemes: { a: { Name: "a", Basic: { Realm: "a", File: "/etc/hostname", Refresh: 1_000_000_000 } } },
    },
    UI: { Title: "T", Color: "red", Listen: { Addr: "127.0.0.1:15411", Proto: "http" } },
    BGP: { Peers: [{ NeighborAddress: "1.2.3.4", Asn: 5, NeighborPort: 0, MultiHopLength: 2 }] },
    Registry: {
      Backend: "static",
      Consul: {
        Addr: "foo:1",
        Scheme: "https",
        ServiceMonitors: 1,
        ServiceAddr: "127.0.0.1:15411",
        ServiceTags: null,
      },
    },
  });
  expect(problems.map(({ code, effect, flag }) => [code, effect, flag])).toEqual([
    ["unknown-name", "ignored", undefined],
    ["not-read", "zero", "proxy.maxconn"],
    ["not-read", "zero", "metrics.interval"],
    ["not-read", "zero", "metrics.prometheus.buckets"],
    ["deprecated", "warning", "proxy.log.routes"],
  ]);
});

test("a truth value without an equals sign ends the flags", () => {
  const { config, problems } = loadConfig({ args: ["-glob.matching.disabled", "true", "-ui.title=lost"] });
  expect(config?.values["ui.title"]).toBe("");
  expect(problems).toMatchObject([{ code: "argument-ignored", effect: "ignored" }]);
});

test("a variable without Fabio's prefix sets a setting, and the origin says which one it was", () => {
  const { config, origins } = loadConfig({ environ: { Log_Level: "DEBUG" } });
  expect(config?.values["log.level"]).toBe("DEBUG");
  expect(origins.get("log.level")).toEqual({ kind: "environment", variable: "Log_Level" });
});

test.each([
  ["-tracing.TracingEnabled=true", "1.6.11", undefined],
  ["-tracing.TracingEnabled=true", "1.7.0", 2],
  ["-ui.path=/x", "1.7.0", 2],
  ["-ui.path=/x", "1.7.1", undefined],
  ["-proxy.addr=:1;proto=grpc", "1.5.10", 1],
  ["-proxy.addr=:1;proto=grpc", "1.5.11", undefined],
] as const)("%s in %s: %s", (arg, version, exit) => {
  expect(loadConfig({ args: [arg], version }).exit).toBe(exit);
});

test("of two addresses of one listener Fabio takes either, which is told", () => {
  const { config, problems } = loadConfig({ args: ["-proxy.addr=:1;addr=:2,addr=:3;rt=1s,:4;addr=:4"] });
  expect(config?.listeners.map(({ address, otherAddress }) => [address, otherAddress])).toEqual([
    [":2", ":1"],
    [":3", undefined],
    [":4", undefined],
  ]);
  expect(problems).toMatchObject([{ code: "listener-address", effect: "ignored", flag: "proxy.addr" }]);
});

test("what fails later is told as well", () => {
  const { problems, exit } = loadConfig({
    args: ["-proxy.addr=:1;strict=true,0.0.0.0:0;proto=tcp-dynamic", "-ui.addr=:1"],
  });
  expect(exit).toBe(1);
  expect(problems.map(({ code, effect, flag }) => [code, effect, flag])).toEqual([
    ["listener-option", "ignored", "proxy.addr"],
    ["value", "crash", "proxy.addr"],
    ["value", "exit", "ui.addr"],
  ]);
});
