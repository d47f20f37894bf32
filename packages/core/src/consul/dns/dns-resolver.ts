import { lookup as lookupHost } from "node:dns/promises";
import { isIP } from "node:net";

import { NomadxError } from "../../diagnostics/errors.ts";
import { counted } from "../../text/counted.ts";
import type { DnsMessage, DnsQuestion, DnsRecord, DnsRecordType } from "./dns-message.ts";
import { formatDnsServer, readDnsServer, type DnsServer } from "./dns-server.ts";
import type { ExchangeResult } from "./exchange.ts";
import { createLimit } from "./limit.ts";
import { exchangeOverTcp } from "./tcp-exchange.ts";
import { exchangeOverUdp } from "./udp-exchange.ts";

/** Which server is asked, and how patiently. */
export interface DnsResolverOptions {
  /** `host:port`, `[IPv6]:port`; without a port it is 8600. @default "127.0.0.1:8600" */
  readonly server?: string;
  /** For the answer to one try, in milliseconds. @default 2000 */
  readonly timeoutMs?: number;
  /** How often a question is asked that gets no answer. @default 3 */
  readonly tries?: number;
  /** How many questions may be waiting for their answers; further ones wait their turn. @default 16 */
  readonly maxInFlight?: number;
}

/** May go with every lookup. */
export interface DnsLookupOptions {
  /**
   * - `auto`: over UDP, as most programs ask; where there are records, also over TCP, whose answer is given
   * - `udp`: only what a program gets that asks over UDP, which may be a random part
   * - `tcp`: only over TCP
   * @default "auto"
   */
  readonly transport?: "auto" | "udp" | "tcp";
  /** Ends the lookup; it then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A record of an answer. */
export type DnsAnswer =
  | {
      readonly kind: "A" | "AAAA";
      readonly name: string;
      readonly address: string;
      readonly ttlSeconds: number;
    }
  | {
      readonly kind: "SRV";
      readonly name: string;
      /** `7f000001.addr.dc1.consul` for a service with an address of its own, `web-1.node.dc1.consul` for its node's. */
      readonly target: string;
      /** 0 for a service that is registered without one. */
      readonly port: number;
      readonly priority: number;
      /** As registered, for instances that pass. */
      readonly weight: number;
      readonly ttlSeconds: number;
      /** Of the target, which came with the answer or were looked up; none where this server knows none. */
      readonly addresses: readonly string[];
    };

/** The result of a lookup. */
export interface DnsLookup {
  readonly question: DnsQuestion;
  /**
   * - `found`: there are records
   * - `nxdomain`: no such name. Consul says so of a service that is not registered, or whose instances are all critical,
   *   of an unknown tag, and of an unknown datacenter alike
   * - `empty`: the name exists and has no record of that type: AAAA of a service with IPv4 addresses only, or SRV of a
   *   node, also of one that does not exist; see `aliases`, too
   */
  readonly status: "found" | "empty" | "nxdomain";
  /** In the server's order, which Consul shuffles. Only of the type that was asked for. */
  readonly answers: readonly DnsAnswer[];
  /** Host names that Consul has in place of an address. It follows them only with `recursors` in its configuration. */
  readonly aliases: readonly string[];
  /** Whether the answer over UDP was a part: it had the TC flag, or fewer records than the one over TCP. */
  readonly truncated: boolean;
  /**
   * Whether these are all records there are. Over UDP nobody can know: Consul leaves records out without saying so, unless
   * `dns_config.enable_truncate` is set. Over TCP it does the same with what does not fit into 64 KB.
   */
  readonly complete: boolean;
  /** How the answer came that is given here. */
  readonly transport: "udp" | "tcp";
  /** `127.0.0.1:8600` */
  readonly server: string;
}

/** Asks one DNS server. */
export interface DnsResolver {
  /** `127.0.0.1:8600` */
  readonly server: string;
  /**
   * Looks a name up; capitals make no difference. That there is no such name is an answer, no error.
   * @throws {NomadxError} `unreachable` where nothing listens; `timeout`; `refused` for REFUSED (a name outside the server's
   *   domain), SERVFAIL and other codes; `protocol` for what is no DNS; `usage` for what is no name
   */
  lookup(name: string, type: DnsRecordType, options?: DnsLookupOptions): Promise<DnsLookup>;
}

/**
 * A resolver for one server, with a bound on the questions in flight for all its lookups together.
 *
 * It speaks DNS itself, with dns-packet for the bytes, since `node:dns` cannot see what matters with Consul: of 60 instances
 * Consul 1.8 puts 3 into an answer over UDP, and sets no TC flag, so that `node:dns` gives 3, does not ask over TCP, and
 * cannot tell. Nor does it show response codes, TTLs of SRV records, or the addresses that come with them.
 * @throws {NomadxError} `usage` for an address that is none
 * @example const { status, answers } = await createDnsResolver().lookup(serviceDnsName("web"), "SRV");
 * @see hashicorp/consul agent/dns.go trimUDPResponse, trimTCPResponse (1.8.7)
 */
export function createDnsResolver(options: DnsResolverOptions = {}): DnsResolver {
  const { server = "127.0.0.1:8600", timeoutMs = 2000, tries = 3, maxInFlight = 16 } = options;
  const asked = readDnsServer(server);
  const context: Context = { server: asked, timeoutMs, tries, limit: createLimit(maxInFlight) };
  return {
    server: formatDnsServer(asked),
    async lookup(name, type, lookupOptions = {}) {
      const question = { name: checkName(name), type };
      const { transport = "auto", signal } = lookupOptions;
      const first = await ask(context, question, transport === "tcp" ? "tcp" : "udp", signal);
      const isMore = transport === "auto" && (first.isTruncated || first.answers.length > 0);
      const given = isMore ? await ask(context, question, "tcp", signal) : first;
      const used = isMore || transport === "tcp" ? "tcp" : "udp";
      const records = given.answers.filter(({ kind }) => kind === type);
      return {
        question,
        status: given.rcode === "NXDOMAIN" ? "nxdomain" : records.length === 0 ? "empty" : "found",
        answers: await Promise.all(
          withAddresses(records, given, (target) => addressesOf(context, target, transport, signal)),
        ),
        aliases: given.answers.flatMap((record) => (record.kind === "CNAME" ? [record.target] : [])),
        truncated:
          transport === "tcp"
            ? false
            : first.isTruncated || (isMore && first.answers.length < given.answers.length),
        complete: given.answers.length === 0 || (used === "tcp" && hasRoom(given)),
        transport: used,
        server: formatDnsServer(asked),
      };
    },
  };
}

interface Context {
  readonly server: DnsServer;
  readonly timeoutMs: number;
  readonly tries: number;
  readonly limit: ReturnType<typeof createLimit>;
}

/** Without its last dot. A name of nothing but labels that can be sent; Consul says what it finds under it. */
function checkName(name: string): string {
  const text = name.replace(/\.$/, "");
  const labels = text.split(".").map((label) => Buffer.byteLength(label));
  if (labels.every((bytes) => bytes > 0 && bytes <= 63) && Buffer.byteLength(text) <= 253) return text;
  throw new NomadxError("usage", `${JSON.stringify(name.slice(0, 80))} is not a DNS name`, {
    help: "Its labels have 1 to 63 bytes each, and all of it at most 253.",
  });
}

/** Whether one more record would have fitted into a message over TCP: with its address and two long names. */
function hasRoom({ bytes, isTruncated }: DnsMessage): boolean {
  return !isTruncated && bytes < 65_535 - 2 * 255 - 64;
}

function withAddresses(
  records: readonly DnsRecord[],
  { additional }: DnsMessage,
  lookUp: (target: string) => Promise<readonly string[]>,
): readonly Promise<DnsAnswer>[] {
  const known = new Map<string, Promise<readonly string[]>>();
  for (const record of additional) {
    const name = record.name.toLowerCase();
    if (record.kind !== "A" && record.kind !== "AAAA") continue;
    const { address } = record;
    const before = known.get(name);
    known.set(
      name,
      before === undefined
        ? Promise.resolve([address])
        : before.then((all) => [...new Set([...all, address])]),
    );
  }
  return records.flatMap((record): readonly Promise<DnsAnswer>[] => {
    if (record.kind === "CNAME") return [];
    if (record.kind !== "SRV") return [Promise.resolve({ ...record, kind: record.kind })];
    const target = record.target.toLowerCase();
    const addresses = known.get(target) ?? lookUp(record.target);
    known.set(target, addresses);
    return [addresses.then((found) => ({ ...record, addresses: found }))];
  });
}

/** Addresses of a target. Consul gives an IPv6 `addr` name also to those who ask for A. */
async function addressesOf(
  context: Context,
  name: string,
  transport: "auto" | "udp" | "tcp",
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const messages = await Promise.all(
    (["A", "AAAA"] as const).map((type) =>
      ask(context, { name, type }, transport === "tcp" ? "tcp" : "udp", signal).catch((error: unknown) => {
        // A host name outside of Consul's domain, which it does not look up.
        if (error instanceof NomadxError && error.code === "refused") return undefined;
        throw error;
      }),
    ),
  );
  const records = messages.flatMap((message) => message?.answers ?? []);
  return [
    ...new Set(
      records.flatMap((record) => (record.kind === "A" || record.kind === "AAAA" ? [record.address] : [])),
    ),
  ];
}

/** Asks until there is an answer that is none or some records. */
async function ask(
  { server, timeoutMs, tries, limit }: Context,
  question: DnsQuestion,
  transport: "udp" | "tcp",
  signal: AbortSignal | undefined,
): Promise<DnsMessage> {
  signal?.throwIfAborted();
  const exchange = transport === "udp" ? exchangeOverUdp : exchangeOverTcp;
  const place = `${formatDnsServer(server)} over ${transport.toUpperCase()}`;
  let result: ExchangeResult = { kind: "timeout", heard: false };
  for (let count = 0; count < tries && result.kind === "timeout"; count++) {
    result = await limit(async () => {
      signal?.throwIfAborted();
      const host = await addressOf(server.host);
      signal?.throwIfAborted();
      return exchange({ server: { host, port: server.port }, question, timeoutMs, signal });
    });
  }
  const asked = `${question.type} ${question.name}`;
  switch (result.kind) {
    case "answer":
      return accept(result.message, asked, place);
    case "closed":
      throw new NomadxError("protocol", `${place} ended the connection without an answer to ${asked}`);
    case "failed":
      throw new NomadxError("unreachable", `No DNS server answers at ${place}: ${result.error.message}`, {
        cause: result.error,
        help:
          transport === "tcp"
            ? "Consul answers over TCP at the same port; ask with udp only where a firewall does not let TCP through."
            : "Consul's DNS listens on port 8600, unless ports.dns in its configuration names another. Set CONSUL_DNS_ADDR to its address.",
      });
    case "timeout":
      if (result.heard)
        throw new NomadxError("protocol", `${place} sends something that does not answer ${asked}`);
      throw new NomadxError(
        "timeout",
        `${place} did not answer ${asked} within ${timeoutMs} ms, asked ${counted(tries, "time")}`,
      );
  }
}

function accept(message: DnsMessage, asked: string, place: string): DnsMessage {
  const { rcode } = message;
  if (rcode === "NOERROR" || rcode === "NXDOMAIN") return message;
  throw new NomadxError("refused", `${place} answers ${asked} with ${rcode}`, {
    ...(rcode === "REFUSED" && {
      help: "Consul refuses names outside of its domain unless it has recursors; its domain is consul, unless its configuration names another.",
    }),
    ...(rcode === "SERVFAIL" && { help: "The agent's log says why; without a leader it cannot answer." }),
  });
}

/** The address that a host name stands for, IPv4 before IPv6: Consul's own default is an IPv4 address. */
async function addressOf(host: string): Promise<string> {
  if (isIP(host) > 0) return host;
  try {
    const { address } = await lookupHost(host, { verbatim: false });
    return address;
  } catch (cause) {
    throw new NomadxError("unreachable", `The DNS server ${host} has no address`, { cause });
  }
}
