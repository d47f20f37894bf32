import { fromBytes } from "../../go/bytes.ts";
import { parseUrl } from "../../go/url.ts";
import { trimSpace } from "../../go/white-space.ts";
import type {
  AccessRules,
  BackendTls,
  HttpBackend,
  PathRewrite,
  RedirectBackend,
  StreamBackend,
} from "../../routes/backend.ts";
import { parseAccessRules } from "../match/access.ts";
import { readRedirectCode } from "../match/redirect-code.ts";
import type { Target } from "../table/route-table.ts";
import { DEFAULT_VERSION, since, type FabioVersion } from "../version.ts";
import type { Unreadable } from "./read-match.ts";
import { redirectLocation } from "./redirect-location.ts";
import { schemeOf } from "./route-kind.ts";

/** The common part of a service's targets for HTTP. */
export type HttpPart = Omit<HttpBackend, "share" | "targets" | "origins">;

/** The settings of a redirect. */
export type RedirectPart = Omit<RedirectBackend, "share" | "origins">;

/** The common part of a service's targets for connections. */
export type StreamPart = Omit<StreamBackend, "share" | "targets" | "origins">;

/** Returns how a target treats HTTP requests: it gets them, or they are sent elsewhere. */
export function readHttp(
  target: Target,
  version: FabioVersion = DEFAULT_VERSION,
): HttpPart | RedirectPart | Unreadable {
  const { opts, dst } = target;
  const code = readRedirectCode(opts["redirect"] ?? "");
  const all = {
    ...common(target),
    ...accessOf(target),
    ...rewriteOf(target),
    ...(isSet(opts["auth"]) && { login: opts["auth"] }),
  };
  if (code.ok) {
    const location = redirectLocation(dst);
    if (location === undefined) return { reason: `${dst} is neither a URL nor an absolute path` };
    return { kind: "redirect", ...all, status: code.code, location };
  }
  const scheme = schemeOf(dst);
  if (!/^(?:http|ws)s?$/.test(scheme)) return { reason: `${dst} does not speak HTTP` };
  const query = queryOf(dst);
  const name = opts["host"] ?? "";
  const isNamed = name !== "" && name !== "dst";
  const tls = scheme.endsWith("s")
    ? tlsOf(target, isNamed && since(version, "1.6.1") ? name : "")
    : undefined;
  return {
    kind: "http",
    ...all,
    ...(tls !== undefined && { tls }),
    ...(name === "dst" && { hostHeader: { kind: "target" } }),
    ...(isNamed && { hostHeader: { kind: "fixed", name } }),
    ...(query !== "" && { query }),
  };
}

/** Returns how a target treats gRPC calls, which know neither access rules nor a login. */
export function readGrpc(target: Target): HttpPart {
  const { opts, dst } = target;
  const isTls = schemeOf(dst) === "grpcs";
  return {
    kind: "http",
    ...common(target),
    ...(isTls && { tls: tlsOf(target, opts["grpcservername"] ?? "") }),
  };
}

/** Returns how a target treats connections to a port of one address: Fabio speaks no PROXY protocol there. */
export function readDynamic(target: Target): StreamPart {
  return { kind: "stream", ...common(target), ...accessOf(target) };
}

/** Returns how a target treats all other connections. */
export function readStream(target: Target): StreamPart {
  const sendsProxyHeader = target.opts["pxyproto"] === "true";
  return { ...readDynamic(target), ...(sendsProxyHeader && { sendsProxyHeader }) };
}

function common({ service, tags, opts }: Target) {
  const { register } = opts;
  return { service, tags, ...(isSet(register) && { balancerName: register }) };
}

/** Those in force: Fabio stops at the first element that it cannot read. */
function accessOf({ opts }: Target): { readonly access?: AccessRules } {
  const { rules } = parseAccessRules(opts);
  if (rules === undefined) return {};
  const elements = (opts[rules.kind] ?? "").split(",").slice(0, rules.blocks.length);
  const blocks = elements.map((element) => trimSpace(element.slice(element.indexOf(":") + 1)));
  return { access: { kind: rules.kind, blocks } };
}

function rewriteOf({ opts }: Target): { readonly rewrite?: PathRewrite } {
  const { strip, prepend } = opts;
  if (!isSet(strip) && !isSet(prepend)) return {};
  return { rewrite: { ...(isSet(strip) && { strip }), ...(isSet(prepend) && { prepend }) } };
}

function tlsOf({ opts }: Target, serverName: string): BackendTls {
  return { verifies: opts["tlsskipverify"] !== "true", ...(serverName !== "" && { serverName }) };
}

function queryOf(dst: string): string {
  const url = parseUrl(dst);
  return "error" in url ? "" : fromBytes(url.rawQuery);
}

/** Fabio takes an option without a value for none. */
function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}
