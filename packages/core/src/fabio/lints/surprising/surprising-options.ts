import type { LintRow } from "../lint-row.ts";
import { show, ofRoutesUnder, ofRoutes } from "../check.ts";
import { isPortRoute } from "../../routes/route-kind.ts";
import { since, type FabioVersion } from "../../version.ts";
import { parseAccessRules } from "../../match/access.ts";
import { didYouMean } from "../../../diagnostics/did-you-mean.ts";

/** Options that do something else, or nothing. */
export const surprisingOptions = {
  "option-unknown": {
    severity: "error",
    scope: ["tag"],
    title: "An option that Fabio does not know, or a value in the wrong case",
    doc: "It is kept and has no effect.",
    fix: "Correct the name; options and values are in lower case.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ opts }, { version }) => {
      const problems = Object.entries(opts).flatMap(([name, value]) => optionProblem(name, value, version));
      return problems.length === 0 ? undefined : problems.join("; ");
    }),
  },
  "option-bool-literal": {
    severity: "error",
    scope: ["tag"],
    title: "`tlsskipverify` or `pxyproto` that is not exactly `=true`",
    doc: "It counts as false.",
    fix: "Write `=true`.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ opts }) => {
      const bad = ["tlsskipverify", "pxyproto"].filter(
        (name) => !["true", "false", undefined].includes(opts[name]),
      );
      return bad.length === 0
        ? undefined
        : `${bad.map((name) => show(`${name}=${opts[name] ?? ""}`)).join(", ")} counts as false`;
    }),
  },
  "proto-unrecognised": {
    severity: "warning",
    scope: ["tag"],
    title: "A `proto=` that Fabio does not know",
    doc: "It talks plain HTTP to the service.",
    fix: "Write `tcp`, `https`, `grpc` or `grpcs`, or leave it out for HTTP.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ opts }, { settings }) => {
      const { proto } = opts;
      if (proto === undefined || protocols.includes(proto.toLowerCase())) return undefined;
      const servesSni = settings?.listeners.some(({ protocol }) => protocol === "tcp+sni") ?? true;
      return proto === "tcp+sni" && servesSni ? undefined : `proto=${proto} is plain HTTP to Fabio`;
    }),
  },
  "access-parse": {
    severity: "critical",
    scope: ["tag"],
    title: "An element of `allow=` or `deny=` that cannot be read",
    doc: "An error is logged, and this rule and those after it do not count. If it is the first, everybody may use the route.",
    fix: "Write each element as `ip:ADDRESS` or `ip:ADDRESS/BITS`.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ opts }) => {
      const { error, rules } = isBoth(opts) ? {} : parseAccessRules(opts);
      if (error === undefined) return undefined;
      return `${error}; ${rules === undefined ? "the route is open to everybody" : "the rules after it do not count"}`;
    }),
  },
  "access-both": {
    severity: "critical",
    scope: ["tag"],
    title: "`allow=` and `deny=` on one route",
    doc: "Both are ignored: everybody may use the route.",
    fix: "Keep one of them.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ opts }) =>
      isBoth(opts) ? "allow and deny are both ignored: the route is open to everybody" : undefined,
    ),
  },
  "auth-unknown": {
    severity: "error",
    scope: ["tag", "fabio"],
    title: "An `auth=` that is not in `proxy.auth`",
    doc: "Every request is answered with 401.",
    fix: "Add the scheme to `proxy.auth`.",
    evidence: "seen-1.7.3",
    check: ofRoutesUnder(({ opts }, { authSchemes }) => {
      const { auth = "" } = opts;
      return auth === "" || authSchemes === undefined || authSchemes.has(auth)
        ? undefined
        : `There is no scheme ${show(auth)} in proxy.auth`;
    }),
  },
  "strip-mismatch": {
    severity: "warning",
    scope: ["tag"],
    title: "A `strip=` that is not a prefix of the route's path",
    doc: "Nothing is cut from most requests.",
    fix: "Make `strip=` a prefix of the path, with a slash in front.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ opts, path }) => {
      const { strip = "" } = opts;
      if (strip === "" || (strip.startsWith("/") && path.startsWith(strip))) return undefined;
      return `${show(strip)} is not the beginning of ${show(path)}`;
    }),
  },
  "strip-segment": {
    severity: "info",
    scope: ["tag"],
    title: "Route and `strip=` without a slash at the end",
    doc: "`/foobar` matches `/foo` and arrives as `/bar`.",
    fix: "Put a slash after both, if that is not wanted.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ opts, path }) =>
      opts["strip"] === path && path.startsWith("/") && !path.endsWith("/")
        ? `${path}bar matches, too, and arrives as /bar`
        : undefined,
    ),
  },
  "https-no-verify": {
    severity: "warning",
    scope: ["tag"],
    title: "`proto=https` to a service that is registered by its address",
    doc: "Its certificate has to be for the address; otherwise every request is a 500.",
    fix: "Add `tlsskipverify=true`, or `host=NAME` with the name in the certificate.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ scheme, isRedirect, opts, hasIpAddress }) => {
      const { host = "dst", tlsskipverify } = opts;
      const isVerified = scheme === "https" && !isRedirect && tlsskipverify !== "true" && host === "dst";
      return isVerified && hasIpAddress ? "The certificate is checked against the IP address" : undefined;
    }),
  },
  "host-option-https": {
    severity: "info",
    scope: ["tag"],
    title: "`host=NAME` with `proto=https`",
    doc: "Since 1.6.1 the name is the TLS server name, too.",
    fix: "Nothing to do, if the certificate is for that name.",
    evidence: "read-in-code",
    check: ofRoutes(({ scheme, isRedirect, opts }, { version }) => {
      const { host = "dst" } = opts;
      return scheme === "https" && !isRedirect && host !== "dst" && host !== "" && since(version, "1.6.1")
        ? `${show(host)} is the TLS server name, too`
        : undefined;
    }),
  },
  "tcp-missing-proto": {
    severity: "info",
    scope: ["tag"],
    title: "A `:port` route without `proto=tcp`",
    doc: "It works on a tcp listener, but not with tcp-dynamic.",
    fix: "Add `proto=tcp`.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ src, scheme, isRedirect }) =>
      isPortRoute(src) && scheme !== "tcp" && !isRedirect ? `The route ${src} has no proto=tcp` : undefined,
    ),
  },
} satisfies Readonly<Record<string, LintRow>>;

function isBoth({ allow = "", deny = "" }: Readonly<Record<string, string>>): boolean {
  return allow !== "" && deny !== "";
}

const protocols: readonly string[] = ["tcp", "https", "grpc", "grpcs", "http"];

/** Options that do something, with the release that brought them where it is later than 1.5.7. */
const options: Readonly<Record<string, FabioVersion>> = {
  strip: "1.5.0",
  prepend: "1.6.0",
  host: "1.5.0",
  proto: "1.5.0",
  weight: "1.5.0",
  tlsskipverify: "1.5.0",
  pxyproto: "1.5.11",
  redirect: "1.5.4",
  allow: "1.5.8",
  deny: "1.5.8",
  auth: "1.5.11",
  register: "1.5.8",
  grpcservername: "1.5.11",
};

function optionProblem(name: string, value: string, version: FabioVersion): readonly string[] {
  const first = Object.hasOwn(options, name) ? options[name] : undefined;
  if (first === undefined) {
    const known = didYouMean(name, Object.keys(options));
    return [`There is no option ${show(name)}${known === undefined ? "" : `; did you mean ${show(known)}?`}`];
  }
  if (!since(version, first)) return [`The option ${name} is known only since Fabio ${first}`];
  const isCase = name === "proto" && value !== value.toLowerCase() && protocols.includes(value.toLowerCase());
  return isCase ? [`proto=${value} is written in upper case`] : [];
}
