import { contains, parseCidr, parseIp, type Ip, type IpBlock } from "../../go/ip.ts";
import { lowerCase } from "../../go/letter-case.ts";
import { trimSpace } from "../../go/white-space.ts";
import type { Target } from "../table/route-table.ts";

/** Who may use a route: only those in `blocks`, or all but those. */
export interface AccessRules {
  readonly kind: "allow" | "deny";
  readonly blocks: readonly IpBlock[];
}

/** The rules that are in force, and why they are not what was written. */
export interface ParsedAccessRules {
  /** Absent: everybody may use the route. */
  readonly rules?: AccessRules;
  /** Fabio's words for what it could not read. The rules in front of it are in force. */
  readonly error?: string;
}

/** Where a request comes from. */
export interface Origin {
  /** `address:port` of the connection; IPv6 addresses in brackets. */
  readonly remoteAddress: string;
  /** Header `X-Forwarded-For`. All its addresses have to be allowed, those that are no addresses do not count. */
  readonly forwardedFor?: string;
}

/**
 * The rules in the options `allow` and `deny`; never throws. Both at once are no rules at all: the route is open. So is
 * one whose first element cannot be read.
 * @see fabiolb/fabio route/access_rules.go ProcessAccessRules (1.7.3)
 */
export function parseAccessRules(opts: Target["opts"]): ParsedAccessRules {
  const { allow = "", deny = "" } = opts;
  if (allow !== "" && deny !== "") {
    return { error: "specifying allow and deny on the same route is not supported" };
  }
  if (allow === "" && deny === "") return {};
  const kind = allow === "" ? "deny" : "allow";
  const blocks: IpBlock[] = [];
  for (const element of (allow || deny).split(",")) {
    const block = parseElement(element);
    if (typeof block === "string") {
      return blocks.length > 0 ? { rules: { kind, blocks }, error: block } : { error: block };
    }
    blocks.push(block);
  }
  return { rules: { kind, blocks } };
}

/** The block of `ip:<address>` or `ip:<address>/<bits>`, or what Fabio says about it. */
function parseElement(element: string): IpBlock | string {
  const colon = element.indexOf(":");
  if (colon < 0) return `invalid access item, expected <type>:<data>, got [${element}]`;
  const type = element.slice(0, colon);
  if (lowerCase(trimSpace(type)) !== "ip") return `unknown access item type: ${type}`;
  const value = trimSpace(element.slice(colon + 1));
  if (value.includes("/")) {
    const reason = `failed to parse CIDR ${element} with error: invalid CIDR address: ${value}`;
    return parseCidr(value) ?? reason;
  }
  const ip = parseIp(value);
  return ip === undefined ? `failed to parse IP ${value}` : { ip, bits: ip.length * 8 };
}

/** Whether an address may not use the route. */
export function isAddressDenied(rules: AccessRules, address: Ip): boolean {
  const isListed = rules.blocks.some((block) => contains(block, address));
  return rules.kind === "allow" ? !isListed : isListed;
}

/**
 * Whether Fabio answers 403. What it cannot read as an address it lets pass: so does a remote address without a port.
 * For TCP leave `forwardedFor` out.
 * @see fabiolb/fabio route/access_rules.go AccessDeniedHTTP (1.7.3)
 */
export function isAccessDenied(rules: AccessRules | undefined, origin: Origin): boolean {
  if (rules === undefined) return false;
  const remote = hostOf(origin.remoteAddress);
  if (remote === undefined) return false;
  const others =
    (origin.forwardedFor ?? "") === "" ? [] : (origin.forwardedFor ?? "").split(",").map(trimSpace);
  return [remote, ...others].some((text) => {
    const ip = parseIp(text);
    return ip !== undefined && isAddressDenied(rules, ip);
  });
}

/** The address of `address:port`; `undefined` where Go finds no port. */
function hostOf(address: string): string | undefined {
  return /^(?:\[([^[\]]*)\]|([^:[\]]*)):[^:[\]]*$/
    .exec(address)
    ?.slice(1)
    .find((part) => part !== undefined);
}
