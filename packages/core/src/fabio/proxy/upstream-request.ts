import { compareBytes } from "../../go/byte-order.ts";
import type { FabioSettings } from "../config/fabio-settings.ts";
import type { TargetAnswer } from "../match/answer.ts";
import type { Target } from "../table/route-table.ts";
import { clientIpOf, upstreamHeaders, type Headers, type HeaderSettings } from "./forwarded-headers.ts";

/** A request as a service gets it from Fabio. */
export interface UpstreamRequest {
  /** Path and query. */
  readonly uri: string;
  /**
   * `Host`, and the headers that Fabio sets, in the order of their names. Facts that are known only when there is a request
   * stand in angle brackets: `<client>`, `<uuid>`.
   */
  readonly headers: Headers;
}

/** The connection by which a client asks, which sends no headers that Fabio looks at. */
export interface ClientConnection {
  /** Whether Fabio ends TLS on it. */
  readonly tls: boolean;
  /** `address:port`. */
  readonly remoteAddress?: string | undefined;
}

/** The settings of a Fabio that decide which headers it sets. */
export function headerSettings({ values }: Pick<FabioSettings, "values">): HeaderSettings {
  return {
    localIp: values["proxy.localip"],
    clientIpHeader: values["proxy.header.clientip"],
    tlsHeader: values["proxy.header.tls"],
    tlsHeaderValue: values["proxy.header.tls.value"],
    requestIdHeader: values["proxy.header.requestid"],
    stsMaxAge: values["proxy.header.sts.maxage"],
    stsSubdomains: values["proxy.header.sts.subdomains"],
    stsPreload: values["proxy.header.sts.preload"],
  };
}

/** The path and query of an absolute URL, as they stand in the first line of a request; "" for a TCP target's. */
export function uriOf(url: string): string {
  return /^[^:/]+:\/\/[^/?]*(.*)$/s.exec(url)?.[1] ?? "";
}

/**
 * The request that a target gets, or Fabio's words for a client's address that is none. The client's own headers are passed on
 * besides; those among them that Fabio sets, too, may change what is said here.
 * @param forwarded as `explain` of a matcher tells it of the target
 * @see fabiolb/fabio proxy/http_proxy.go ServeHTTP, golang/go src/net/http/httputil/reverseproxy.go (1.7.3)
 */
export function upstreamRequest(
  { url, hostHeader = "" }: Extract<TargetAnswer, { readonly kind: "forwarded" }>,
  { strip = "" }: Target["opts"],
  { tls, remoteAddress = "<client>:0" }: ClientConnection,
  settings: HeaderSettings = {},
): UpstreamRequest | { readonly error: string } {
  const { requestIdHeader = "" } = settings;
  const incoming = {
    remoteAddress,
    host: hostHeader,
    // Over TLS clients agree with Fabio on HTTP/2, if they can.
    protocol: tls ? "<protocol>" : "HTTP/1.1",
    ...(tls && { tls: { version: "unknown", cipher: "unknown" } as const }),
    ...(requestIdHeader !== "" && { headers: { [requestIdHeader]: ["<uuid>"] } }),
  };
  const set = upstreamHeaders(incoming, settings, strip);
  if ("error" in set) return set;
  const before = set.headers["X-Forwarded-For"] ?? [];
  const headers: Headers = {
    ...set.headers,
    "X-Forwarded-For": [[...before, clientIpOf(remoteAddress) ?? ""].join(", ")],
  };
  const sorted = Object.entries(headers).toSorted(([a], [b]) => compareBytes(a, b));
  return { uri: uriOf(url), headers: { Host: [hostHeader], ...Object.fromEntries(sorted) } };
}
