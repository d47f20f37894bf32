import { lowerCase } from "../../go/letter-case.ts";

/**
 * A host as Fabio compares it: in lower case and without the port that the protocol has anyway, 443 with TLS and 80
 * without. Any other port stays. TLS means that Fabio itself ended it on this connection.
 * @see fabiolb/fabio route/table.go normalizeHost (1.7.3)
 */
export function normalizeHost(host: string, tls: boolean): string {
  return lowerCase(withoutDefaultPort(host, tls));
}

/** The same as written: what Fabio does to a request's host while globs are switched off. */
export function withoutDefaultPort(host: string, tls: boolean): string {
  const port = tls ? ":443" : ":80";
  return host.endsWith(port) ? host.slice(0, -port.length) : host;
}
