import type { CallResult } from "../evaluate/hcl-function.ts";
import { stringType } from "../values/types.ts";
import { stringValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { asText, asWhole, define, number, ofTexts, text } from "./define.ts";
import type { Functions } from "./define.ts";
import { notHere } from "./function-world.ts";
import type { FunctionWorld, HashAlgorithm } from "./function-world.ts";
import { decodeUtf8, encodeUtf8, fromBase64 } from "./text-bytes.ts";

/** The longest password that bcrypt takes, in bytes; more would not count. */
const longestPassword = 72;

/**
 * Digests, passwords and unique identifiers.
 * @see hashicorp/go-cty-funcs {crypto,uuid} (0.1.0), golang.org/x/crypto bcrypt
 */
export function hashFunctions(world: FunctionWorld): Functions {
  const digest = (algorithm: HashAlgorithm) =>
    ofTexts(["str"], (given) => {
      const bytes = world.hash?.(algorithm, encodeUtf8(given));
      return bytes === undefined ? notHere : hex(bytes);
    });
  return {
    md5: digest("md5"),
    sha1: digest("sha1"),
    sha256: digest("sha256"),
    sha512: digest("sha512"),
    bcrypt: define([text("str")], stringType, (args) => bcrypt(world, args), number("cost")),
    rsadecrypt: ofTexts(["ciphertext", "privatekey"], (given, key) => {
      const bytes = fromBase64(given);
      if (bytes === undefined) return { problem: "this is not Base64 in the standard alphabet with padding" };
      const plain = world.decryptRsa?.(bytes, key) ?? notHere;
      if ("problem" in plain) return { problem: plain.problem };
      return decodeUtf8(plain.result) ?? { problem: "the result is not UTF-8 text" };
    }),
    uuidv4: define([], stringType, () => {
      const bytes = world.randomBytes?.(16);
      return bytes === undefined ? notHere : { value: stringValue(uuid(bytes, 4)) };
    }),
    uuidv5: ofTexts(["namespace", "name"], (namespace, name) => {
      const space = namespaceBytes(namespace);
      if (space === undefined) {
        return {
          problem: `"${namespace}" is not a namespace: it has to be dns, url, oid, x500 or a UUID`,
        };
      }
      const bytes = world.hash?.("sha1", joined(space, encodeUtf8(name)));
      return bytes === undefined ? notHere : uuid(bytes.slice(0, 16), 5);
    }),
  };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(left.length + right.length);
  bytes.set(left);
  bytes.set(right, left.length);
  return bytes;
}

function bcrypt(world: FunctionWorld, [given, costValue, ...others]: readonly Value[]): CallResult {
  if (others.length > 0) return { problem: "at most two arguments are taken" };
  const cost = costValue === undefined ? { whole: 10 } : asWhole(costValue);
  if ("problem" in cost) return cost;
  if (cost.whole > 31) return { problem: "the cost must not be above 31" };
  if (encodeUtf8(asText(given)).length > longestPassword) {
    return {
      problem: `the text has more than ${longestPassword} bytes, of which bcrypt would not use the rest`,
    };
  }
  // Below 4 the server takes 10, too.
  const hashed = world.bcrypt?.(asText(given), cost.whole < 4 ? 10 : cost.whole) ?? notHere;
  return "problem" in hashed ? { problem: hashed.problem } : { value: stringValue(hashed.result) };
}

/** Sixteen bytes as a UUID of a version, with the variant of RFC 4122. */
function uuid(bytes: Uint8Array, version: number): string {
  const marked = Uint8Array.from(bytes);
  marked[6] = ((marked[6] ?? 0) & 0x0f) | (version << 4);
  marked[8] = ((marked[8] ?? 0) & 0x3f) | 0x80;
  return hex(marked).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const namespaces: Readonly<Record<string, string>> = {
  dns: "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
  url: "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
  oid: "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
  x500: "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
};

const uuidForms = [
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /^\{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}$/i,
  /^[0-9a-f]{32}$/i,
];

function namespaceBytes(namespace: string): Uint8Array | undefined {
  const given = Object.hasOwn(namespaces, namespace) ? (namespaces[namespace] ?? "") : namespace;
  if (!uuidForms.some((form) => form.test(given))) return undefined;
  const digits = given.replace(/^urn:uuid:/i, "").replaceAll(/[-{}]/g, "");
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
