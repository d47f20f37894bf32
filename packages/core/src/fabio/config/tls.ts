import { parseInt } from "../../go/parse-int.ts";
import { quote } from "../../go/quote.ts";
import { trimSpace } from "../../go/white-space.ts";

const versions: ReadonlyMap<string, number> = new Map([
  ["tls10", 0x0301],
  ["tls11", 0x0302],
  ["tls12", 0x0303],
  ["tls13", 0x0304],
]);

/** The name of a TLS version as Fabio writes it (`tls12`); hexadecimal where it has none. */
export function tlsVersionName(version: number): string {
  return [...versions].find(([, number]) => number === version)?.[0] ?? hex16(version);
}

/** A 16-bit number as Fabio writes it: `0xc02f`. */
export function hex16(number: number): string {
  return `0x${(number & 0xffff).toString(16).padStart(4, "0")}`;
}

/** All cipher suites that Go 1.26 names. */
const cipherSuites: ReadonlyMap<string, number> = new Map([
  ["TLS_AES_128_GCM_SHA256", 0x1301],
  ["TLS_AES_256_GCM_SHA384", 0x1302],
  ["TLS_CHACHA20_POLY1305_SHA256", 0x1303],
  ["TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", 0xc009],
  ["TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", 0xc00a],
  ["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", 0xc013],
  ["TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", 0xc014],
  ["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", 0xc02b],
  ["TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", 0xc02c],
  ["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", 0xc02f],
  ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", 0xc030],
  ["TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", 0xcca8],
  ["TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", 0xcca9],
  ["TLS_RSA_WITH_RC4_128_SHA", 0x0005],
  ["TLS_RSA_WITH_3DES_EDE_CBC_SHA", 0x000a],
  ["TLS_RSA_WITH_AES_128_CBC_SHA", 0x002f],
  ["TLS_RSA_WITH_AES_256_CBC_SHA", 0x0035],
  ["TLS_RSA_WITH_AES_128_CBC_SHA256", 0x003c],
  ["TLS_RSA_WITH_AES_128_GCM_SHA256", 0x009c],
  ["TLS_RSA_WITH_AES_256_GCM_SHA384", 0x009d],
  ["TLS_ECDHE_ECDSA_WITH_RC4_128_SHA", 0xc007],
  ["TLS_ECDHE_RSA_WITH_RC4_128_SHA", 0xc011],
  ["TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA", 0xc012],
  ["TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", 0xc023],
  ["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", 0xc027],
]);

/** Cipher suites one of which HTTP/2 needs. Go refuses to listen with a list that has neither. */
const http2Suites: readonly number[] = [0xc02f, 0xc02b];

/** Whether Go opens an HTTPS listener with these cipher suites; none stand for Go's own choice. */
export function allowsHttp2(ciphers: readonly number[]): boolean {
  return ciphers.length === 0 || ciphers.some((cipher) => http2Suites.includes(cipher));
}

/** A number, or Go's words for why it is none. */
export type Numbered<T> = { readonly value: T } | { readonly error: string };

/** Reads `tls10` to `tls13` in any case, or the number of a version. */
export function parseTlsVersion(text: string): Numbered<number> {
  const name = trimSpace(text).toLowerCase();
  const version = versions.get(name);
  return version === undefined ? uint16(name) : { value: version };
}

/** Reads names and numbers of cipher suites, separated by commas. */
export function parseTlsCiphers(text: string): Numbered<readonly number[]> {
  const ciphers: number[] = [];
  for (const part of text.split(",")) {
    const name = trimSpace(part).toUpperCase();
    const known = cipherSuites.get(name);
    const read = known === undefined ? uint16(name) : { value: known };
    if ("error" in read) return read;
    ciphers.push(read.value);
  }
  return { value: ciphers };
}

function uint16(text: string): Numbered<number> {
  const read = parseInt(text, { min: 0n, max: 0xffffn });
  return "error" in read
    ? { error: `strconv.ParseUint: parsing ${quote(text)}: ${read.error}` }
    : { value: Number(read.value) };
}
