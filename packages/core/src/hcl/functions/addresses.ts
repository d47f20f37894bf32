import { formatIp, maskBytes, maskedIp, parseCidr } from "../../go/ip.ts";
import type { Ip, IpBlock } from "../../go/ip.ts";
import type { CallFailure, CallResult } from "../evaluate/hcl-function.ts";
import { stringType } from "../values/types.ts";
import { listValue, stringValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { asText, asWhole, define, number, ofTexts, results, text } from "./define.ts";
import type { Functions } from "./define.ts";

/**
 * Functions of networks in CIDR notation.
 * @see hashicorp/go-cty-funcs cidr (0.1.0), apparentlymart/go-cidr (1.1.0)
 */
export const addressFunctions: Functions = {
  cidrhost: define([text("prefix"), number("hostnum")], stringType, host),
  cidrnetmask: ofTexts(["prefix"], (prefix) => {
    const block = blockOf(prefix);
    return "problem" in block ? block : formatIp(maskBytes(block.bits, block.ip.length));
  }),
  cidrsubnet: define([text("prefix"), number("newbits"), number("netnum")], stringType, subnet),
  cidrsubnets: define([text("prefix")], results.texts, subnets, number("newbits")),
};

function blockOf(prefix: string): IpBlock | CallFailure {
  const block = parseCidr(prefix);
  if (block !== undefined) return { ...block, ip: maskedIp(block) };
  return { problem: `${JSON.stringify(prefix)} is not a network such as 10.0.0.0/8 or fd00::/64` };
}

function toNumber(ip: Ip): bigint {
  return ip.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function toIp(value: bigint, length: number): Ip {
  return Array.from({ length }, (_, index) => Number((value >> BigInt(8 * (length - 1 - index))) & 255n));
}

function host([prefix, at]: readonly Value[]): CallResult {
  const whole = asWhole(at);
  if ("problem" in whole) return whole;
  const block = blockOf(asText(prefix));
  if ("problem" in block) return block;
  const size = 1n << BigInt(block.ip.length * 8 - block.bits);
  const given = BigInt(whole.whole);
  const index = given < 0n ? size + given : given;
  if (index < 0n || index >= size) {
    return { problem: `a network of ${block.bits} bits has no host ${whole.whole}: there are ${size}` };
  }
  return { value: stringValue(formatIp(toIp(toNumber(block.ip) | index, block.ip.length))) };
}

/** More bits at once are refused: an array of networks that large is a mistake. */
const mostNewBits = 32;

function subnet([prefix, bits, at]: readonly Value[]): CallResult {
  const newBits = asWhole(bits);
  if ("problem" in newBits) return newBits;
  const netNumber = asWhole(at);
  if ("problem" in netNumber) return netNumber;
  const block = blockOf(asText(prefix));
  if ("problem" in block) return block;
  if (newBits.whole > mostNewBits) return { problem: `more than ${mostNewBits} new bits are not supported` };
  const length = block.bits + newBits.whole;
  const all = block.ip.length * 8;
  if (length > all)
    return { problem: `a network of ${block.bits} bits cannot be extended by ${newBits.whole}` };
  if (length < 0)
    return { problem: `a network of ${block.bits} bits cannot be shortened by ${-newBits.whole}` };
  const most = newBits.whole < 0 ? undefined : (1n << BigInt(newBits.whole)) - 1n;
  if (most !== undefined && BigInt(Math.abs(netNumber.whole)) > most) {
    return {
      problem: `with ${newBits.whole} new bits there is no network ${netNumber.whole}: the last one is ${most}`,
    };
  }
  // As the server computes it, where bits or number are negative, too.
  const shifted = BigInt(Math.abs(netNumber.whole)) << BigInt(all - length);
  const ip = toIp((toNumber(block.ip) | shifted) & ((1n << BigInt(all)) - 1n), block.ip.length);
  const masked = newBits.whole < 0 ? ip : maskedIp({ ip, bits: length });
  return { value: stringValue(`${formatIp(masked)}/${length}`) };
}

function subnets([prefix, ...bits]: readonly Value[]): CallResult {
  const block = blockOf(asText(prefix));
  if ("problem" in block) return { problem: block.problem, argument: 0 };
  const all = BigInt(block.ip.length * 8);
  const end = toNumber(block.ip) + (1n << (all - BigInt(block.bits)));
  let next = toNumber(block.ip);
  const networks: string[] = [];
  for (const [index, value] of bits.entries()) {
    const newBits = asWhole(value);
    if ("problem" in newBits) return { ...newBits, argument: index + 1 };
    if (newBits.whole < 1) return { problem: "at least one new bit is required", argument: index + 1 };
    if (newBits.whole > mostNewBits)
      return { problem: `more than ${mostNewBits} new bits are not supported`, argument: index + 1 };
    const length = BigInt(block.bits + newBits.whole);
    if (length > all) {
      return {
        problem: `a network of ${block.bits} bits cannot be extended by ${newBits.whole}`,
        argument: index + 1,
      };
    }
    const size = 1n << (all - length);
    // Each network begins at a multiple of its own size.
    const start = ((next + size - 1n) / size) * size;
    if (start + size > end) {
      return { problem: `there is no room left for a network of ${length} bits`, argument: index + 1 };
    }
    networks.push(`${formatIp(toIp(start, block.ip.length))}/${length}`);
    next = start + size;
  }
  return { value: listValue(stringType, networks.map(stringValue)) };
}
