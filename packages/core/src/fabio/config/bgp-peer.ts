import { quote } from "../../go/quote.ts";
import { parseBool } from "./flag-value.ts";
import { parseKvList, type KvEntry } from "./kv-list.ts";

/** One entry of `bgp.peers`. */
export interface BgpPeer {
  readonly address: string;
  readonly port: number;
  readonly asn: number;
  readonly multihop: boolean;
  readonly multihopLength: number;
  readonly password: string;
}

/** The peers, or Fabio's words for what is wrong with them. */
export type BgpPeers = { readonly peers: readonly BgpPeer[] } | { readonly error: string };

const DEFAULT_HOPS = 2;

/**
 * Reads the value of `bgp.peers`. Unknown options are ignored.
 * @see fabiolb/fabio config/load.go parseBGPPeer (1.7.3)
 */
export function parseBgpPeers(text: string): BgpPeers {
  const list = parseKvList(text);
  if ("error" in list) return list;
  const peers: BgpPeer[] = [];
  for (const entry of list.entries) {
    const peer = parsePeer(entry);
    if ("error" in peer) return peer;
    peers.push(peer);
  }
  return { peers };
}

function parsePeer(entry: KvEntry): BgpPeer | { readonly error: string } {
  for (const key of ["port", "asn", "multihoplength"]) {
    const text = entry.get(key);
    const problem = text === undefined ? undefined : uint32Problem(text);
    if (problem !== undefined)
      return { error: `strconv.ParseUint: parsing ${quote(text ?? "")}: ${problem}` };
  }
  const hop = entry.get("multihop");
  const multihop = hop === undefined ? false : parseBool(hop);
  if (multihop === undefined)
    return { error: `strconv.ParseBool: parsing ${quote(hop ?? "")}: invalid syntax` };
  return {
    address: entry.get("address") ?? "",
    port: Number(entry.get("port") ?? 0),
    asn: Number(entry.get("asn") ?? 0),
    multihop,
    multihopLength: Number(entry.get("multihoplength") ?? DEFAULT_HOPS),
    password: entry.get("password") ?? "",
  };
}

/** Decimal only, unlike the numbers of flags. */
function uint32Problem(text: string): string | undefined {
  // It stops reading where the number becomes too large, whatever follows.
  if (BigInt(/^\d+/.exec(text)?.[0] ?? 0) > 0xffff_ffffn) return "value out of range";
  return /^\d+$/.test(text) ? undefined : "invalid syntax";
}
