import { isIP } from "node:net";

import { NomadxError } from "../../diagnostics/errors.ts";
import { hostPort } from "../../units/host-port.ts";

/** A DNS server. */
export interface DnsServer {
  readonly host: string;
  readonly port: number;
}

/** Consul's own port for DNS, which a server without a port has too: 53 is seldom Consul itself. */
const CONSUL_PORT = 8600;

/**
 * Reads `host`, `host:port`, `[IPv6]:port` or a bare IPv6 address. Without a port it is 8600.
 * @throws {NomadxError} `usage` for anything else
 */
export function readDnsServer(text: string): DnsServer {
  const bare = isIP(text) === 6 ? text : undefined;
  const [, bracketed, name = "", port] = /^(?:\[([^\]]+)\]|([^[\]:/@\s]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = bare ?? bracketed ?? name;
  const number = port === undefined ? CONSUL_PORT : Number(port);
  const isAddress = bracketed === undefined || isIP(bracketed) === 6;
  if (host !== "" && isAddress && number > 0 && number < 65_536) return { host, port: number };
  throw new NomadxError("usage", `${JSON.stringify(text)} is not the address of a DNS server`, {
    help: "It is host:port, such as 127.0.0.1:8600; without a port it is 8600.",
  });
}

/** `host:port`, with brackets where the host is an IPv6 address. */
export function formatDnsServer({ host, port }: DnsServer): string {
  return hostPort(host, port);
}
