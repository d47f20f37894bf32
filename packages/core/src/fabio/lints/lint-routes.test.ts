import { describe, expect, test } from "vitest";

import { settingsFromApi } from "../config/api-settings.ts";
import { loadTable } from "../table/load-table.ts";
import { tableOfListing } from "../table/listed-table.ts";
import { lintRoutes, type LintInput } from "./lint-routes.ts";
import { lints, type LintId } from "./lints.ts";
import { consul, fabioJob, jobOf, listening, override, services, started, tagged } from "./testing/inputs.ts";

const route = tagged("urlprefix-a.com/");
const tcpCheck = { Type: "tcp", Interval: 10_000_000_000, Timeout: 2_000_000_000 };
const many = (count: number, tag: (index: number) => string) =>
  tagged(...Array.from({ length: count }, (_, index) => tag(index)));

/** Of each lint: an input with what it looks for, and one that is nearly the same without. */
const cases: Readonly<Record<LintId, readonly [LintInput, LintInput]>> = {
  // poison
  "tag-empty": [tagged("urlprefix- "), tagged("urlprefix-/")],
  "tag-tab-separator": [tagged("urlprefix-/a\tstrip=/a"), tagged("urlprefix-/a strip=/a\thost=dst")],
  "tag-weight-invalid": [tagged("urlprefix-/ weight=50%"), tagged("urlprefix-/ weight=50% weight=0x1p-1")],
  "tag-weight-infinite": [tagged("urlprefix-/ weight=+inf"), tagged("urlprefix-/ weight=-inf")],
  "tag-weight-overflow": [
    services("urlprefix-/ weight=1e308", "urlprefix-/ weight=1e308"),
    services("urlprefix-/a weight=1e308", "urlprefix-/b weight=1e308"),
  ],
  "tag-quote": [tagged("urlprefix-/", '{"a":1}'), tagged('{"a":1}')],
  "service-name-space": [
    consul({ name: "a b", tags: ["urlprefix-/"] }),
    consul({ name: "a b", tags: ["v1"] }),
  ],
  "path-glob-invalid": [tagged("urlprefix-/foo[x"), tagged("urlprefix-/foo{x")],
  "host-glob-invalid": [
    tagged("urlprefix-foo[.com/"),
    started(tagged("urlprefix-foo[.com/"), "-glob.matching.disabled=true"),
  ],
  "redirect-url-invalid": [
    tagged("urlprefix-/ redirect=301,https://h:8443$path"),
    tagged("urlprefix-/ redirect=301,https://h:8443/$path"),
  ],
  "address-unparsable": [
    consul({ tags: ["urlprefix-/"], address: "fe80::1%eth0" }),
    consul({ tags: ["urlprefix-/"], address: "fe80::1" }),
  ],
  "line-too-long": [tagged("urlprefix-/", "x".repeat(65_536)), tagged("urlprefix-/", "x".repeat(65_400))],
  "kv-syntax": [override("route wieght a / weight 1", route), override("# a remark\nroute del a", route)],
  "kv-weight-no-match": [
    override("route weight gone a.com/ weight 0.5", route),
    override("route weight web a.com/ weight 0.5", route),
  ],
  "start-with-poison": [
    { ...tagged("urlprefix-/ weight=x"), live: { table: { hosts: new Map() } } },
    { ...tagged("v1"), live: { table: { hosts: new Map() } } },
  ],
  // unmatched
  "no-check": [consul({ tags: ["urlprefix-/"], checks: [] }), consul({ tags: ["v1"], checks: [] })],
  "check-node-level": [
    consul({ tags: ["urlprefix-/"], checks: [], hasNodeCheck: true }),
    consul({ tags: ["urlprefix-/"], hasNodeCheck: true }),
  ],
  "prefix-mismatch": [tagged("URLprefix-a.com/"), tagged("url-prefixes")],
  "leading-blank": [tagged(" urlprefix-/a"), tagged(" urlprefix-/a", "urlprefix-/b")],
  "option-as-route": [tagged("urlprefix- strip=/x"), tagged("urlprefix-/x strip=/x")],
  "env-unexpanded": [tagged("urlprefix-${DC}.a.com"), tagged("urlprefix-${DC}.a.com/")],
  "env-unknown": [tagged("urlprefix-/price$list"), tagged("urlprefix-/price$DC")],
  "scheme-in-route": [tagged("urlprefix-http://a.com/"), tagged("urlprefix-http.a.com/")],
  "host-port-missing": [listening(":9999", route), listening(":9999", tagged("urlprefix-a.com:9999/"))],
  "host-port-default": [
    tagged("urlprefix-a.com:80/"),
    tagged("urlprefix-a.com:80/ redirect=301,https://a.com$path"),
  ],
  "ipv6-host": [
    tagged("urlprefix-[::1]/"),
    started(tagged("urlprefix-[::1]/"), "-glob.matching.disabled=true"),
  ],
  "path-not-clean": [tagged("urlprefix-/a/../b"), tagged("urlprefix-/a/..b")],
  "two-routes": [tagged("urlprefix-/a, urlprefix-/b"), tagged("urlprefix-/a", "urlprefix-/b")],
  "route-separator": [tagged("urlprefix-/a; strip=/a"), tagged("urlprefix-/a;b strip=/a")],
  "host-dot": [tagged("urlprefix-a.test.:9999/"), tagged("urlprefix-a.test:9999/")],
  "host-label": [tagged(`urlprefix-${"a".repeat(64)}.test/`), tagged(`urlprefix-${"a".repeat(63)}.test/`)],
  "host-not-ascii": [tagged("urlprefix-bücher.test/"), tagged("urlprefix-xn--bcher-kva.test/ü")],
  "path-port": [tagged("urlprefix-/hello:20"), tagged("urlprefix-a.test:20/hello")],
  "path-glob-under-prefix": [
    started(tagged("urlprefix-/a/*"), "-proxy.matcher=prefix"),
    started(tagged("urlprefix-/a/*"), "-proxy.matcher=glob"),
  ],
  "host-glob-under-disabled": [
    started(tagged("urlprefix-*.a.com/"), "-glob.matching.disabled=true"),
    started(tagged("urlprefix-*.a.com/"), "-glob.matching.disabled=false"),
  ],
  "tcp-no-listener": [
    listening(":9999", tagged("urlprefix-:7000 proto=tcp")),
    listening(":7000;proto=tcp", tagged("urlprefix-:7000 proto=tcp")),
  ],
  "listener-no-route": [
    listening(":7000;proto=tcp", tagged("urlprefix-:7001 proto=tcp")),
    listening(":7000;proto=tcp", tagged("urlprefix-:7000 proto=tcp")),
  ],
  "tcp-port-on-http": [
    listening(":7000", tagged("urlprefix-:7000 proto=tcp")),
    listening(":7000;proto=tcp", tagged("urlprefix-:7000 proto=tcp")),
  ],
  "tcp-port-slash": [tagged("urlprefix-:7000/ proto=tcp"), tagged("urlprefix-:7000 proto=tcp")],
  "tcp-ipport-static": [
    listening(":7000;proto=tcp", tagged("urlprefix-10.0.0.1:7000 proto=tcp")),
    listening("0.0.0.0:0;proto=tcp-dynamic;refresh=5s", tagged("urlprefix-10.0.0.1:7000 proto=tcp")),
  ],
  "tcp-dynamic-conflict": [
    listening(":0;proto=tcp-dynamic;refresh=5s", services("urlprefix-:7000 proto=tcp", "urlprefix-:7000")),
    listening(":0;proto=tcp-dynamic;refresh=5s", services("urlprefix-:7000 proto=tcp", "urlprefix-:7001")),
  ],
  "sni-glob": [
    listening(":443;proto=tcp+sni", tagged("urlprefix-*.a.com/ proto=tcp")),
    listening(":443;proto=tcp+sni", tagged("urlprefix-w.a.com/ proto=tcp")),
  ],
  "sni-path": [
    listening(":443;proto=tcp+sni", tagged("urlprefix-a.com/x proto=tcp")),
    listening(":443;proto=tcp+sni", tagged("urlprefix-a.com/ proto=tcp")),
  ],
  "sni-port": [
    listening(":443;proto=tcp+sni", tagged("urlprefix-a.com:443/ proto=tcp")),
    listening(":443;proto=tcp+sni", tagged("urlprefix-a.com proto=tcp")),
  ],
  "sni-shadows-paths": [
    listening(":443;proto=https+tcp+sni;cs=lab", services("urlprefix-a.com/ proto=tcp", "urlprefix-a.com/x")),
    listening(":443;proto=https+tcp+sni;cs=lab", services("urlprefix-a.com/ proto=tcp", "urlprefix-b.com/x")),
  ],
  "sni-protosni-mixed": [
    listening(":443;proto=https+tcp+sni;cs=lab", tagged("urlprefix-a.com/ proto=tcp+sni")),
    listening(":443;proto=https+tcp+sni;cs=lab", tagged("urlprefix-a.com/ proto=tcp")),
  ],
  "grpc-host": [tagged("urlprefix-a.com/p.S/M proto=grpc"), tagged("urlprefix-/p.S/M proto=grpc")],
  "scheme-listener": [
    listening(":9999", tagged("urlprefix-a.com/ proto=tcp")),
    listening(":9999", tagged("urlprefix-a.com:9996/ proto=tcp")),
  ],
  "nomad-provider": [
    jobOf({ Provider: "nomad", Tags: ["urlprefix-/"] }),
    jobOf({ Provider: "nomad", Tags: ["v1"] }),
  ],
  "kv-host-case": [
    override("route del web A.com/", route),
    override("route add web A.com/ http://h/", route),
  ],
  // surprising
  "route-conflict": [
    services("urlprefix-a.com", "urlprefix-A.com/"),
    services("urlprefix-a.com/x", "urlprefix-a.com/X"),
  ],
  "protocol-mix": [
    services("urlprefix-a.com/", "urlprefix-a.com/ proto=tcp"),
    services("urlprefix-a.com/", "urlprefix-a.com/ proto=https"),
  ],
  "duplicate-options": [
    tagged("urlprefix-/x strip=/x", "urlprefix-/x"),
    tagged("urlprefix-/x strip=/x", "urlprefix-/y"),
  ],
  "connect-sidecar": [
    jobOf({ Tags: ["urlprefix-/"], Connect: { SidecarService: {} } }),
    jobOf({ Tags: ["urlprefix-/"], Connect: { SidecarService: { Tags: ["mesh"] } } }),
  ],
  "option-unknown": [tagged("urlprefix-/ stip=/x"), tagged("urlprefix-/ prepend=/x")],
  "option-bool-literal": [
    tagged("urlprefix-/ proto=https tlsskipverify"),
    tagged("urlprefix-/ proto=https tlsskipverify=true"),
  ],
  "proto-unrecognised": [tagged("urlprefix-/ proto=ws"), tagged("urlprefix-/ proto=http")],
  "redirect-syntax": [tagged("urlprefix-/ redirect=301"), tagged("urlprefix-/ redirect=301,https://h/")],
  "redirect-code": [
    tagged("urlprefix-/ redirect=200,https://h/"),
    tagged("urlprefix-/ redirect=308,https://h/"),
  ],
  "redirect-proto-order": [
    tagged("urlprefix-/ redirect=301,https://h/ proto=https"),
    tagged("urlprefix-/ proto=https redirect=301,https://h/"),
  ],
  "redirect-host-port": [
    listening(":9999", tagged("urlprefix-/ redirect=301,https://$host$path")),
    listening(":80", tagged("urlprefix-/ redirect=301,https://$host$path")),
  ],
  "redirect-loop": [
    tagged("urlprefix-*/ redirect=301,https://$host$path"),
    tagged("urlprefix-*:80/ redirect=301,https://$host$path"),
  ],
  "access-parse": [tagged("urlprefix-/ allow=10.0.0.0/8"), tagged("urlprefix-/ allow=ip:10.0.0.0/8")],
  "access-both": [
    tagged("urlprefix-/ allow=ip:1.1.1.1 deny=ip:1.1.1.2"),
    tagged("urlprefix-/ deny=ip:1.1.1.2"),
  ],
  "auth-unknown": [
    started(tagged("urlprefix-/ auth=b"), "-proxy.auth=name=a;type=basic;file=f"),
    started(tagged("urlprefix-/ auth=a"), "-proxy.auth=name=a;type=basic;file=f"),
  ],
  "strip-mismatch": [tagged("urlprefix-/a strip=/b"), tagged("urlprefix-/a/b strip=/a")],
  "strip-segment": [tagged("urlprefix-/a strip=/a"), tagged("urlprefix-/a/ strip=/a/")],
  "prefix-segment": [services("urlprefix-/x", "urlprefix-/xy"), services("urlprefix-/x", "urlprefix-/x/y")],
  "https-no-verify": [
    tagged("urlprefix-/ proto=https"),
    consul({ tags: ["urlprefix-/ proto=https"], address: "a.example" }),
  ],
  "host-option-https": [
    tagged("urlprefix-/ proto=https host=a.com"),
    tagged("urlprefix-/ proto=https host=dst"),
  ],
  "weight-per-instance": [
    consul(
      { name: "a", tags: ["urlprefix-/ weight=0.5"] },
      { name: "a", tags: ["urlprefix-/ weight=0.5"] },
      { name: "b", tags: ["urlprefix-/"] },
    ),
    consul(
      { name: "a", tags: ["urlprefix-/ weight=0.4"] },
      { name: "a", tags: ["urlprefix-/ weight=0.4"] },
      { name: "b", tags: ["urlprefix-/"] },
    ),
  ],
  "weight-alone": [
    services("urlprefix-/ weight=0.2", "urlprefix-/ weight=0.3"),
    services("urlprefix-/ weight=0.7", "urlprefix-/ weight=0.3"),
  ],
  "weight-percent-range": [tagged("urlprefix-/ weight=50"), tagged("urlprefix-/ weight=1")],
  "glob-beats-exact": [
    services("urlprefix-{a,b}.x.com/", "urlprefix-a.x.com/"),
    services("urlprefix-*.x.com/", "urlprefix-a.x.com/"),
  ],
  "glob-path-overlap": [
    started(tagged("urlprefix-/a/*/b"), "-proxy.matcher=glob"),
    started(tagged("urlprefix-/a/*b"), "-proxy.matcher=glob"),
  ],
  "iprefix-shadow": [
    started(services("urlprefix-/foo", "urlprefix-/Foo/Bar"), "-proxy.matcher=iprefix"),
    started(services("urlprefix-/foo", "urlprefix-/foo/Bar"), "-proxy.matcher=iprefix"),
  ],
  "glob-order-shadow": [
    started(services("urlprefix-/{foo,bar}*", "urlprefix-/foo/x"), "-proxy.matcher=glob"),
    started(services("urlprefix-/foo*", "urlprefix-/foo/x"), "-proxy.matcher=glob"),
  ],
  "tcp-missing-proto": [tagged("urlprefix-:7000"), tagged("urlprefix-:7000 proto=tcp")],
  "comma-in-tag": [tagged("urlprefix-/", "a,b"), tagged("urlprefix-/ allow=ip:1.1.1.1,ip:1.1.1.2", "a")],
  "port-zero": [consul({ tags: ["urlprefix-/"], port: 0 }), consul({ tags: ["v1"], port: 0 })],
  "canary-tags": [jobOf({ Tags: ["urlprefix-/"], CanaryTags: ["canary"] }), jobOf({ Tags: ["urlprefix-/"] })],
  "checks-any": [
    started(consul({ tags: ["urlprefix-/"], checks: ["passing", "passing"] }), "-ui.access=ro"),
    started(
      consul({ tags: ["urlprefix-/"], checks: ["passing", "passing"] }),
      "-registry.consul.checksRequired=all",
    ),
  ],
  "status-warning": [
    started(consul({ tags: ["urlprefix-/"], checks: ["warning"] }), "-ui.access=ro"),
    started(
      consul({ tags: ["urlprefix-/"], checks: ["warning"] }),
      "-registry.consul.service.status=passing,warning",
    ),
  ],
  // setup
  "listen-unknown-option": [listening(":9999;strict=true", {}), listening(":9999;rt=3s", {})],
  "listen-invalid": [listening(":9999;proto=tcp ", {}), listening(":9999;proto=tcp", {})],
  "listen-two-addresses": [listening(":1;addr=:2", route), listening(":1;addr=:1", route)],
  "listen-dup-port": [listening(":9999,:9998", {}), listening(":9999,:9997", {})],
  "listen-none": [listening("", {}), listening(":9999", {})],
  "listen-port-range": [listening(":1-5", {}), listening(":15", {})],
  "listen-bool-literal": [listening(":9999;pxyproto=1", {}), listening(":9999;pxyproto=true", {})],
  "snitls-no-cs": [
    listening(":443;proto=https+tcp+sni", {}),
    listening(":443;proto=https+tcp+sni;cs=lab", {}),
  ],
  "dynamic-no-refresh": [
    listening(":0;proto=tcp-dynamic", {}),
    listening(":0;proto=tcp-dynamic;refresh=5s", {}),
  ],
  "dynamic-all-interfaces": [
    listening("10.0.0.1:0;proto=tcp-dynamic;refresh=5s", {}),
    listening("10.0.0.1:70;proto=tcp", {}),
  ],
  "flag-bool-space": [
    started({}, "-glob.matching.disabled", "true", "-ui.access=ro"),
    started({}, "-glob.matching.disabled", "-ui.access=ro"),
  ],
  "flag-unknown": [
    started({}, "-ui.path=/fabio", "-bgp.certfile=x"),
    started({}, "-ui.path=/fabio", "-cfg=x"),
  ],
  "prop-unknown": [
    { start: { properties: "proxy.adr = :9999" } },
    { start: { properties: "proxy.addr = :9999" } },
  ],
  "value-unparsable": [
    { start: { environ: { FABIO_PROXY_MAXCONN: "abc" } } },
    { start: { environ: { FABIO_PROXY_MAXCONN: "12" } } },
  ],
  "env-collision": [
    { start: { environ: { LOG_LEVEL: "INFO" } } },
    { start: { environ: { FABIO_LOG_LEVEL: "INFO" } } },
  ],
  "stale-consistent": [
    started({}, "-registry.consul.allowStale"),
    started({}, "-registry.consul.allowStale", "-registry.consul.requireConsistent=false"),
  ],
  "checks-required-typo": [
    started({}, "-registry.consul.checksRequired=All"),
    started({}, "-registry.consul.checksRequired=all"),
  ],
  "glob-cache-small": [
    started(services("urlprefix-a/", "urlprefix-b/"), "-glob.cache.size=1"),
    started(services("urlprefix-a/x", "urlprefix-a/y"), "-glob.cache.size=1"),
  ],
  "big-table": [
    many(10_001, (index) => `urlprefix-h${index}/`),
    many(10_000, (index) => `urlprefix-h${index}/`),
  ],
  "admin-exposed": [started({}, "-ui.addr=:9998"), started({}, "-ui.addr=127.0.0.1:9998")],
  "register-alias-dup": [tagged("urlprefix-/ register=web"), tagged("urlprefix-/ register=lb")],
  "job-static-port": [
    fabioJob(["-proxy.addr=:9999,:9997;proto=tcp"], [tcpCheck]),
    fabioJob(["-proxy.addr=:9999"], [tcpCheck]),
  ],
  "health-only": [
    fabioJob([], [{ ...tcpCheck, Type: "http", Path: "/health" }]),
    fabioJob([], [{ ...tcpCheck, Type: "http", Path: "/health" }, tcpCheck]),
  ],
};

test("each lint has both cases, and the lints of a family stand together", () => {
  expect(lints.map(({ id }) => id).toSorted()).toEqual(Object.keys(cases).toSorted());
  const families = lints
    .map(({ family }) => family)
    .filter((family, index, all) => family !== all[index - 1]);
  expect(families).toEqual(["poison", "unmatched", "surprising", "setup"]);
});

describe.each(lints.map(({ id }) => id))("%s", (id) => {
  const [bad, good] = cases[id];

  test("is found", () => {
    const { findings } = lintRoutes(bad);
    expect(findings.map((finding) => finding.code)).toContain(id);
  });

  test("is not found where there is nothing to find", () => {
    const { findings, skipped } = lintRoutes(good);
    expect(findings.map((finding) => finding.code)).not.toContain(id);
    expect(skipped.map((skip) => skip.id)).not.toContain(id);
  });
});

describe("what freezes the table is found exactly where it does", () => {
  test.each<[string, readonly LintId[]]>([
    ["urlprefix-/a\t strip=/a", []],
    ["urlprefix-/a\vb", []],
    ["urlprefix-/a\n strip=/a", ["tag-tab-separator"]],
    ["urlprefix-/ redirect=301,", ["redirect-url-invalid"]],
    ["urlprefix-/ redirect=301, proto=https", []],
    ["urlprefix-/ weight=1_0", []],
    ["urlprefix-/ weight=_1", ["tag-weight-invalid"]],
    ['urlprefix-/a"b', []],
    ['urlprefix-/ host="b"', ["tag-quote"]],
  ])("%j", (tag, ids) => {
    const found = lintRoutes(tagged(tag)).findings.filter(({ evidence }) => evidence.family === "poison");
    expect(found.map(({ code }) => code)).toEqual(ids);
  });
});

describe("a finding", () => {
  test("names service, job, tag and place, what Fabio does and the way out", () => {
    const { findings } = lintRoutes(jobOf({ Tags: ["v1", "urlprefix-/ allow=all"] }));
    expect(findings.filter(({ code }) => code === "access-parse")).toEqual([
      {
        severity: "critical",
        code: "access-parse",
        summary: "invalid access item, expected <type>:<data>, got [all]; the route is open to everybody",
        detail: expect.stringContaining("everybody may use the route"),
        help: "Write each element as `ip:ADDRESS` or `ip:ADDRESS/BITS`.",
        service: "web",
        job: "shop",
        keys: ["TaskGroups", 0, "Services", 0, "Tags", 1],
        route: "/",
        evidence: { family: "surprising", tag: "urlprefix-/ allow=all" },
      },
    ]);
  });

  test("of a static route table names the line", () => {
    const commands =
      "# ours\nroute add web a.com/ http://1.1.1.1:80/\nroute add web /x http://1.1.1.1:80/ weight 5x";
    const [finding] = lintRoutes({ commands }).findings;
    expect(finding).toMatchObject({
      code: "tag-weight-invalid",
      severity: "critical",
      evidence: { line: 3 },
    });
  });

  test("of an override names the key", () => {
    const { findings } = lintRoutes(override("rout add x", {}));
    expect(findings).toMatchObject([{ code: "kv-syntax", evidence: { key: "fabio/config", line: 1 } }]);
  });

  test("of a setting names it, and the job that runs Fabio", () => {
    const { findings } = lintRoutes(fabioJob(["-proxy.addr=:9999;strict=true"], [tcpCheck]));
    expect(findings.find(({ code }) => code === "listen-unknown-option")).toMatchObject({
      job: "fabio",
      keys: ["TaskGroups", 0, "Tasks", 0],
      evidence: { setting: "proxy.addr" },
      summary: 'The listener :9999 has no option "strict"',
    });
  });

  test("is an error where two jobs share a route, a warning within one", () => {
    const one = jobOf({ Tags: ["urlprefix-/"] });
    const other = jobOf({ Name: "other", Tags: ["urlprefix-/"] }, { ID: "b", Name: "b" });
    const severities = (jobs: typeof one.jobs) =>
      lintRoutes({ ...(jobs !== undefined && { jobs }) }).findings.flatMap(({ code, severity }) =>
        code === "route-conflict" ? [severity] : [],
      );
    expect(severities([...(one.jobs ?? []), ...(other.jobs ?? [])])).toEqual(["error"]);
    expect(lintRoutes(services("urlprefix-/", "urlprefix-/")).findings).toMatchObject([
      { code: "route-conflict", severity: "warning" },
    ]);
  });
});

describe("versions", () => {
  test.each<[string, LintInput, LintId, boolean]>([
    [
      "an unclean path is fine up to 1.7.2",
      { ...tagged("urlprefix-/a//b"), version: "1.7.2" },
      "path-not-clean",
      false,
    ],
    [
      "a blank in front hides every tag up to 1.6.3",
      { ...tagged(" urlprefix-/a", "urlprefix-/b"), version: "1.6.3" },
      "leading-blank",
      true,
    ],
    [
      "prepend is no option before 1.6.0",
      { ...tagged("urlprefix-/ prepend=/x"), version: "1.5.15" },
      "option-unknown",
      true,
    ],
    [
      "the tracing flags are known up to 1.6.11",
      { ...started({}, "-tracing.TracingEnabled=true"), version: "1.6.11" },
      "flag-unknown",
      false,
    ],
    [
      "and unknown from 1.7.0 on",
      { ...started({}, "-tracing.TracingEnabled=true"), version: "1.7.0" },
      "flag-unknown",
      true,
    ],
  ])("%s", (_, input, id, isFound) => {
    expect(lintRoutes(input).findings.some((finding) => finding.code === id)).toBe(isFound);
  });

  test("an override without a target stops all updates up to 1.7.2", () => {
    const input = override("route weight gone a.com/ weight 0.5", route);
    const severity = (version: "1.7.2" | "1.7.3") =>
      lintRoutes({ ...input, version }).findings.find(({ code }) => code === "kv-weight-no-match")?.severity;
    expect([severity("1.7.2"), severity("1.7.3")]).toEqual(["critical", "error"]);
  });
});

describe("what the input does not say", () => {
  test("is told for each lint, which then counts as neither passed nor failed", () => {
    const { findings, skipped } = lintRoutes({});
    expect(findings).toEqual([]);
    expect(skipped.map(({ id }) => id)).toEqual(lints.map(({ id }) => id));
    expect(skipped).toContainEqual({
      id: "kv-syntax",
      reason: "needs the manual overrides in Consul, or a file of route commands",
    });
  });

  test("job files alone leave addresses, Fabio's settings and Consul open", () => {
    const skipped = lintRoutes(jobOf({ Tags: ["urlprefix-/"] })).skipped.map(({ id }) => id);
    expect(skipped).toEqual(
      expect.arrayContaining(["address-unparsable", "tcp-no-listener", "check-node-level"]),
    );
    expect(skipped).not.toContain("tag-empty");
  });

  test("a running Fabio tells its routes and settings, but neither tags nor how it was started", () => {
    const live = {
      table: tableOfListing([
        {
          service: "db",
          host: ":7000",
          path: "",
          dst: "tcp://10.0.0.1:5432",
          opts: {},
          tags: [],
          weight: 1,
        },
      ]),
      settings: settingsFromApi(
        {
          Listen: [{ Addr: ":9999", Proto: "http" }],
          UI: { Listen: { Addr: ":9998", Proto: "http" }, Access: "ro" },
        },
        "1.7.3",
      ),
    };
    const { findings, skipped } = lintRoutes({ live });
    expect(findings).toMatchObject([{ code: "tcp-no-listener", service: "db", route: ":7000" }]);
    const ids = skipped.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(["tag-empty", "flag-unknown", "weight-alone"]));
    expect(ids).not.toContain("auth-unknown");
  });
});

describe("job files beside a running Fabio are not all there is:", () => {
  const settings = settingsFromApi(
    {
      Listen: [
        { Addr: ":9999", Proto: "http" },
        { Addr: ":9997", Proto: "tcp" },
      ],
    },
    "1.7.3",
  );
  const liveWith = (...lines: readonly string[]) => {
    const { table = { hosts: new Map() } } = loadTable(lines.join("\n"));
    return { table, settings };
  };
  const codes = (input: LintInput) =>
    lintRoutes(input).findings.map(({ code, service }) => `${code} ${service}`);
  const web = jobOf({ Tags: ["urlprefix-web.test:9999/"] });

  test("before the first deploy Fabio has no route, and nothing is wrong", () => {
    const report = lintRoutes({ ...web, live: liveWith() });
    expect(report.findings.map(({ code }) => code)).toEqual(["listener-no-route"]);
    expect(report.skipped).toContainEqual({
      id: "start-with-poison",
      reason: "needs what Fabio reads now, in Consul or a static registry: job files say only what will run",
    });
  });

  test("a service that is down leaves Fabio without a route by right", () => {
    const down = consul({ tags: ["urlprefix-/"], checks: ["critical"] });
    expect(codes({ ...down, live: { table: { hosts: new Map() } } })).toEqual([]);
  });

  test("a listener has the routes of services in other files", () => {
    const other = "route add db :9997 tcp://10.0.0.9:5432";
    expect(codes({ ...web, live: liveWith(other) })).toEqual([]);
  });

  test("what other services have already is none of the files' doing", () => {
    const lines = ["route add db :9997 tcp://10.0.0.9:1", "route add odd :7 tcp://10.0.0.9:2"];
    expect(codes({ live: liveWith(...lines) })).toEqual(["tcp-no-listener odd"]);
    expect(codes({ ...web, live: liveWith(...lines) })).toEqual([]);
  });

  test("but what the files do to it is, at the place in the file", () => {
    const lines = [
      "route add db :9997 tcp://10.0.0.9:1",
      "route add other web.test:9999/ http://10.0.0.9:2/",
    ];
    const { findings } = lintRoutes({ ...web, live: liveWith(...lines) });
    expect(findings).toMatchObject([
      {
        code: "route-conflict",
        job: "shop",
        summary: '"web" and "other" share the route web.test:9999/',
        keys: ["TaskGroups", 0, "Services", 0, "Tags", 0],
      },
    ]);
  });

  test("a weight is not held against weights that Fabio does not tell", () => {
    const heavy = jobOf({ Tags: ["urlprefix-web.test:9999/ weight=0.5"] });
    const twice = heavy.jobs?.map((job) => ({
      ...job,
      TaskGroups: (job.TaskGroups ?? []).map((group) => ({ ...group, Count: 2 })),
    }));
    const lines = [
      "route add db :9997 tcp://10.0.0.9:1",
      "route add other web.test:9999/ http://10.0.0.9:2/",
    ];
    const found = codes({ ...(twice !== undefined && { jobs: twice }), live: liveWith(...lines) });
    expect(found).toEqual(["route-conflict web"]);
  });

  test("and overrides are not held against the services of files alone", () => {
    const weight = { Key: "fabio/config", Value: "route weight other other.test/ weight 0.5" };
    expect(codes({ ...web, keys: [weight] })).toEqual([]);
  });
});

test("a Fabio that registered itself for `register=` is no service of that name", () => {
  const web = tagged("urlprefix-/ register=lb").consul;
  const self = { Node: "n1", ServiceID: "lb-host-9998", ServiceName: "lb", ServiceTags: [] };
  const fabio = { ...self, Address: "10.0.0.2", ServiceAddress: "10.0.0.2", ServicePort: 9998 };
  const ids = (checkId: string) =>
    lintRoutes({
      consul: {
        instances: [...(web?.instances ?? []), fabio],
        checks: [...(web?.checks ?? []), { ...self, CheckID: checkId, Status: "passing" }],
      },
    }).findings.map(({ code }) => code);
  expect(ids("lb-host-9998-ttl")).toEqual([]);
  expect(ids("service:lb-host-9998")).toEqual(["register-alias-dup"]);
});

test.each([
  ["fabiolb/fabio:1.6.0", ["flag-unknown"]],
  ["fabiolb/fabio:1.7.3@sha256:0123", []],
  ["fabiolb/fabio", []],
  ["acme/fabio-exporter:1.0.0", undefined],
])("what the image %s says of the release counts", (image, found) => {
  const [job] = fabioJob(["-ui.path=/x", "-ui.access=ro"], [tcpCheck]).jobs ?? [];
  const [group] = job?.TaskGroups ?? [];
  const tasks = (group?.Tasks ?? []).map((task) => ({ ...task, Config: { ...task.Config, image } }));
  const { findings, skipped } = lintRoutes({ jobs: [{ ...job, TaskGroups: [{ ...group, Tasks: tasks }] }] });
  const ids = findings.map(({ code }) => code).filter((code) => code === "flag-unknown");
  expect(skipped.some(({ id }) => id === "flag-unknown") ? undefined : ids).toEqual(found);
});

test("a host with the port of the listener and one without are two ways to the same service", () => {
  const ids = (...tags: readonly string[]) =>
    lintRoutes(listening(":9999", tagged(...tags), "-ui.access=ro")).findings.map(({ code }) => code);
  expect(ids("urlprefix-a.com/", "urlprefix-a.com:9999/")).toEqual([]);
  expect(ids("urlprefix-a.com/", "urlprefix-a.com:9999/x")).toEqual(["host-port-missing"]);
});

test.each([
  [":9999,:9996;proto=tcp+sni", "urlprefix-a.com/ proto=tcp", []],
  [":80,:9996;proto=tcp+sni", "urlprefix-a.com/ proto=tcp", ["scheme-listener"]],
  [":9999,:9996;proto=tcp+sni", "urlprefix-a.com:9999/ proto=tcp", ["scheme-listener", "sni-port"]],
  [":9999,:9995;proto=grpc", "urlprefix-/p.S/ proto=grpc", []],
  [":9999", "urlprefix-/p.S/ proto=grpc", ["scheme-listener"]],
])("behind %s %s has what it needs: %j", (listeners, tag, found) => {
  const { findings } = lintRoutes(listening(listeners, tagged(tag), "-ui.access=ro"));
  expect(findings.map(({ code }) => code).toSorted()).toEqual(found);
});

test("a canary with a weight has that share", () => {
  const { findings } = lintRoutes(jobOf({ Tags: ["urlprefix-/"], CanaryTags: ["urlprefix-/ weight=0.1"] }));
  expect(findings.map(({ summary }) => summary)).toEqual([
    'A canary of "web" gets the share that its weight says',
  ]);
});

test("an infinite weight is not scaled", () => {
  expect(lintRoutes(tagged("urlprefix-/ weight=inf")).findings.map(({ code }) => code)).toEqual([
    "tag-weight-infinite",
  ]);
});

test("a service of a job file stands in for the one that runs", () => {
  const now = tagged("urlprefix-/ stip=/x");
  const then = jobOf({ Tags: ["urlprefix-/"] });
  expect(lintRoutes(now).findings.map(({ code }) => code)).toEqual(["option-unknown"]);
  expect(lintRoutes({ ...now, ...then }).findings).toEqual([]);
});

test("what only Nomad's clients know is no mistake", () => {
  const { findings } = lintRoutes(
    jobOf({
      Tags: [
        "urlprefix-:${NOMAD_PORT_http} proto=tcp",
        "urlprefix-/${attr.unique.hostname} weight=${meta.w}",
      ],
    }),
  );
  expect(findings).toEqual([]);
});
