/** An address as its bytes: 4, or 16 where it is no IPv4 address in IPv6 clothes. */
export type Ip = readonly number[];

/** A block of addresses; only those of the same family can be in it. */
export interface IpBlock {
  readonly ip: Ip;
  /** Leading bits that count. */
  readonly bits: number;
}

/**
 * The address that `text` writes, or `undefined`. IPv4 without leading zeros; IPv6 perhaps with an IPv4 end, without a
 * zone. `::ffff:1.2.3.4` is 1.2.3.4.
 * @see golang/go src/net/ip.go ParseIP
 */
export function parseIp(text: string): Ip | undefined {
  const ip = rawIp(text);
  return ip !== undefined && isMapped(ip) ? ip.slice(12) : ip;
}

/** The block that `address/bits` writes, or `undefined`. @see golang/go src/net/ip.go ParseCIDR */
export function parseCidr(text: string): IpBlock | undefined {
  const slash = text.indexOf("/");
  const ip = slash < 0 ? undefined : rawIp(text.slice(0, slash));
  const mask = text.slice(slash + 1);
  if (ip === undefined || !/^[0-9]+$/.test(mask) || Number(mask) > ip.length * 8) return undefined;
  const bits = Number(mask);
  // Below 96 bits the mask reaches into what makes it an IPv4 address: then it holds IPv6 addresses only.
  return isMapped(ip) && bits >= 96 ? { ip: ip.slice(12), bits: bits - 96 } : { ip, bits };
}

/**
 * Whether `text` writes a block of addresses for Go's newer reader, too, which takes no zero before other digits of the bits.
 * @see golang/go src/net/netip/netip.go ParsePrefix
 */
export function isPrefix(text: string): boolean {
  return !/\/0\d+$/.test(text) && parseCidr(text) !== undefined;
}

/** Whether `ip` is in `block`. */
export function contains(block: IpBlock, ip: Ip): boolean {
  if (ip.length !== block.ip.length) return false;
  return ip.every((byte, index) => {
    const counting = Math.min(Math.max(block.bits - index * 8, 0), 8);
    const mask = 0xff & (0xff << (8 - counting));
    return (byte & mask) === ((block.ip[index] ?? 0) & mask);
  });
}

function isMapped(ip: Ip): boolean {
  return ip.length === 16 && ip.slice(0, 12).every((byte, index) => byte === (index < 10 ? 0 : 0xff));
}

function rawIp(text: string): Ip | undefined {
  return text.includes(":") ? ipv6(text) : ipv4(text);
}

function ipv4(text: string): Ip | undefined {
  const parts = text.split(".");
  const isIpv4 = parts.length === 4 && parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part));
  const bytes = parts.map(Number);
  return isIpv4 && bytes.every((byte) => byte < 256) ? bytes : undefined;
}

function ipv6(text: string): Ip | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head = "", tail] = halves;
  const before = groups(head, tail === undefined);
  const after = tail === undefined ? [] : groups(tail, true);
  if (before === undefined || after === undefined) return undefined;
  const missing = 16 - before.length - after.length;
  // "::" stands for one group at least.
  if (tail === undefined ? missing !== 0 : missing < 2) return undefined;
  return [...before, ...Array.from({ length: missing }, () => 0), ...after];
}

function groups(text: string, atEnd: boolean): number[] | undefined {
  if (text === "") return [];
  const bytes: number[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    if (atEnd && isLast && part.includes(".")) {
      const end = ipv4(part);
      if (end === undefined) return undefined;
      bytes.push(...end);
    } else {
      if (!/^[0-9a-f]{1,4}$/i.test(part)) return undefined;
      const group = Number.parseInt(part, 16);
      bytes.push(group >> 8, group & 0xff);
    }
  }
  return bytes;
}

/** The address with the bits set to zero that do not count. */
export function maskedIp({ ip, bits }: IpBlock): Ip {
  const mask = maskBytes(bits, ip.length);
  return ip.map((byte, index) => byte & (mask[index] ?? 0));
}

/** So many bits of one at the beginning of an address of `length` bytes. */
export function maskBytes(bits: number, length: number): Ip {
  return Array.from({ length }, (_, index) => 0xff & (0xff00 >> Math.min(Math.max(bits - index * 8, 0), 8)));
}

/**
 * The address as a text: IPv6 in its short form, an IPv4 address in IPv6 clothes as IPv4.
 * @see golang/go src/net/ip.go IP.String
 */
export function formatIp(ip: Ip): string {
  if (isMapped(ip)) return ip.slice(12).join(".");
  if (ip.length === 4) return ip.join(".");
  const words = Array.from(
    { length: 8 },
    (_, index) => ((ip[index * 2] ?? 0) << 8) | (ip[index * 2 + 1] ?? 0),
  );
  const zeros = longestZeros(words);
  const hex = (part: readonly number[]) => part.map((word) => word.toString(16)).join(":");
  if (zeros === undefined) return hex(words);
  return `${hex(words.slice(0, zeros.start))}::${hex(words.slice(zeros.end))}`;
}

/** The longest run of at least two zeros, the first one of several. */
function longestZeros(
  words: readonly number[],
): { readonly start: number; readonly end: number } | undefined {
  let best: { start: number; end: number } | undefined;
  for (let start = 0; start < words.length; start += 1) {
    let end = start;
    while (end < words.length && words[end] === 0) end += 1;
    if (end - start >= 2 && (best === undefined || end - start > best.end - best.start))
      best = { start, end };
    if (end > start) start = end;
  }
  return best;
}
