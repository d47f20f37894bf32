import { NomadxError } from "../../diagnostics/errors.ts";

/** Where a name is looked up. */
export interface DnsNameOptions {
  /** @default the one of the agent that is asked */
  readonly datacenter?: string;
  /** The agent's `domain` or `alt_domain`. @default "consul" */
  readonly domain?: string;
}

/** Which instances of a service are asked for. */
export interface ServiceDnsNameOptions extends DnsNameOptions {
  /** Only the instances that have this tag, in capitals or small letters. */
  readonly tag?: string;
}

/** Bytes of a label, and of a name without its last dot. */
const MAX_LABEL = 63;
const MAX_NAME = 253;

/**
 * The name of a service, or of its instances with a tag: `web.service.consul`, `v1.web.service.dc1.consul`. Consul joins
 * all labels before the service's to one tag, so that a tag may have dots, and a service may not.
 * @throws {NomadxError} `usage` for what DNS cannot carry, or Consul would take for something else
 * @example serviceDnsName("web", { tag: "v1.2" }) // "v1.2.web.service.consul"
 * @see hashicorp/consul agent/dns.go DNSServer.dispatch (1.8.7)
 */
export function serviceDnsName(service: string, options: ServiceDnsNameOptions = {}): string {
  const { tag } = options;
  const own = [label(service, "The service")];
  if (tag === undefined) return join([...own, "service"], options);
  const tagLabels = labels(tag, "The tag");
  if (tagLabels.length === 1 && tag.startsWith("_") && service.startsWith("_")) {
    throw unspeakable(
      `Consul takes ${tag}.${service} for the service ${tag.slice(1)} with the tag ${service.slice(1)}`,
      "Ask by its RFC 2782 name.",
    );
  }
  return join([...tagLabels, ...own, "service"], options);
}

/**
 * The name of a service as RFC 2782 has it: `_web._tcp.service.consul`, or with a tag `_web._v1.service.consul`. `_tcp`
 * stands for no tag at all, so the tag `tcp` cannot be asked for in this way; nor can a tag with a dot.
 * @throws {NomadxError} `usage` for what DNS cannot carry, or Consul would take for something else
 * @example rfc2782DnsName("web") // "_web._tcp.service.consul"
 * @see hashicorp/consul agent/dns.go DNSServer.dispatch (1.8.7)
 */
export function rfc2782DnsName(service: string, options: ServiceDnsNameOptions = {}): string {
  const { tag } = options;
  if (tag?.toLowerCase() === "tcp") {
    throw unspeakable("_tcp stands for every instance, with or without the tag tcp", "Ask by tag.service.");
  }
  const own = label(`_${label(service, "The service")}`, "The service with its underscore");
  const second =
    tag === undefined ? "_tcp" : label(`_${label(tag, "The tag")}`, "The tag with its underscore");
  return join([own, second, "service"], options);
}

/**
 * The name of a node: `web-1.node.consul`. A node's name may have dots.
 * @throws {NomadxError} `usage` for what DNS cannot carry
 */
export function nodeDnsName(node: string, options: DnsNameOptions = {}): string {
  return join([...labels(node, "The node"), "node"], options);
}

/**
 * The name of a prepared query: `nearest-web.query.consul`. A query's name or ID may have dots.
 * @throws {NomadxError} `usage` for what DNS cannot carry
 */
export function queryDnsName(query: string, options: DnsNameOptions = {}): string {
  return join([...labels(query, "The prepared query"), "query"], options);
}

/** Consul reads a name from its end, and takes the first of these for the kind of what is asked for. */
const kinds: readonly string[] = ["service", "connect", "node", "query", "addr"];

function join(parts: readonly string[], { datacenter, domain = "consul" }: DnsNameOptions): string {
  const where = datacenter === undefined ? [] : [datacenterLabel(datacenter)];
  const name = [...parts, ...where, ...labels(domain.replace(/\.$/, ""), "The domain")].join(".");
  if (name.length <= MAX_NAME) return name;
  throw unspeakable(`${name.slice(0, 80)}… has ${name.length} bytes, and a name in DNS at most ${MAX_NAME}`);
}

function datacenterLabel(datacenter: string): string {
  if (!/^[a-z0-9-][\w-]*$/i.test(datacenter) || kinds.includes(datacenter.toLowerCase())) {
    throw unspeakable(
      `${JSON.stringify(datacenter)} cannot be the datacenter in a name`,
      `Datacenters have letters, digits, - and _ in their names, and none is called ${kinds.join(", ")}.`,
    );
  }
  return label(datacenter, "The datacenter");
}

function labels(text: string, what: string): readonly string[] {
  return text.split(".").map((each) => label(each, text.includes(".") ? `${what}, between its dots,` : what));
}

/**
 * A label that Consul finds. What its DNS library writes with a backslash never equals a name in the catalog: white space,
 * control characters, all beyond ASCII, and `"'();@\`. Everything else that can be printed is found, also `/`, `:`, `_`.
 * @see miekg/dns msg.go UnpackDomainName, isDomainNameLabelSpecial (1.1.26)
 */
function label(text: string, what: string): string {
  if (text === "") throw unspeakable(`${what} is empty`);
  if (text.includes("."))
    throw unspeakable(`${what} ${JSON.stringify(text)} has a dot, which in DNS ends a part of the name`);
  const [special] = /[^!#-&*-:<-?A-[\]-~]/u.exec(text) ?? [];
  if (special !== undefined) {
    throw unspeakable(`${what} ${JSON.stringify(text)} has ${JSON.stringify(special)} in it`);
  }
  if (text.length <= MAX_LABEL) return text;
  throw unspeakable(`${what} has ${text.length} bytes, and a label in DNS at most ${MAX_LABEL}`);
}

function unspeakable(message: string, help = "Consul's HTTP API finds it by any name."): NomadxError {
  return new NomadxError("usage", message, { help });
}
