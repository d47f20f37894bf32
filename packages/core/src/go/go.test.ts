import { expect, test } from "vitest";

import { compareBytes } from "./byte-order.ts";
import { fixed } from "./fixed.ts";
import { floatText } from "./float-text.ts";
import { contains, isPrefix, parseCidr, parseIp } from "./ip.ts";
import { lowerCase } from "./letter-case.ts";
import { parseFloat } from "./parse-float.ts";
import { quote } from "./quote.ts";
import { sortByCount } from "./sort.ts";
import { parseUrl, urlText } from "./url.ts";
import { fields, trimSpace } from "./white-space.ts";

// Expected values are those of Go 1.26, with which Fabio 1.7.3 is built.

test.each([
  ["1_23.50_0_0e+1_2", 1.235e14],
  ["0x_1_2.3_4_5p+1_2", 74565],
  ["0x.8p1", 1],
  ["1.", 1],
  ["+inf", Infinity],
  ["-Infinity", -Infinity],
  ["nan", NaN],
  ["1e-400", 0],
  ["1e400", undefined],
  ["+nan", undefined],
  ["1__0", undefined],
  ["0x1", undefined],
  ["0x_.8p0", undefined],
  [".", undefined],
  ["50%", undefined],
  ["", undefined],
])("parseFloat of %j is %j", (text, value) => {
  expect(parseFloat(text)).toBe(value);
});

test.each([
  [0.03125, 4, "0.0312"],
  [0.09375, 4, "0.0938"],
  [0.00005, 4, "0.0001"],
  [1 / 3, 4, "0.3333"],
  [0.125, 2, "0.12"],
  [1e21, 1, "1000000000000000000000.0"],
  [Infinity, 4, "+Inf"],
  [NaN, 4, "NaN"],
])("%d with %d places is %s", (value, digits, text) => {
  expect(fixed(value, digits)).toBe(text);
});

test.each([
  [999_999, "999999"],
  [1_000_000, "1e+06"],
  [1_234_567, "1.234567e+06"],
  [100_000.5, "100000.5"],
  [-0, "-0"],
  [0.0001, "0.0001"],
  [0.00001, "1e-05"],
  [1e100, "1e+100"],
  [9_007_199_254_740_992, "9.007199254740992e+15"],
])("%d is printed as %s", (value, text) => {
  expect(floatText(value)).toBe(text);
});

test.each([
  ["HTTP://h/a%2fb/é", "http://h/a/b/%C3%A9"],
  ["http://h/a%2Fb", "http://h/a%2Fb"],
  ["http://u:p%40@h:80/?", "http://u:p%40@h:80/?"],
  ["http://[fe80::1%25eth0]:80/#a b", "http://[fe80::1%25eth0]:80/#a%20b"],
  ["mailto:a@b", "mailto:a@b"],
  ["https://www.example.com$path?x=$y", "https://www.example.com$path?x=$y"],
  ["/a:b", "/a:b"],
])("%s is printed as %s", (text, printed) => {
  const url = parseUrl(text);
  expect("error" in url ? url.error : urlText(url)).toBe(printed);
});

test.each([
  ["://bad", 'parse "://bad": missing protocol scheme'],
  ["http://x:abc/", 'parse "http://x:abc/": invalid port ":abc" after host'],
  ["http://[fe80::1%eth0]/", 'parse "http://[fe80::1%eth0]/": invalid URL escape "%et"'],
  ["http://a b/", 'parse "http://a b/": invalid character " " in host name'],
  ["/%🙂", String.raw`parse "/%🙂": invalid URL escape "%\xf0\x9f"`],
  ["a:b:c", undefined],
  ["1:b", 'parse "1:b": first path segment in URL cannot contain colon'],
  ["/\u007f", String.raw`parse "/\x7f": net/url: invalid control character in URL`],
])("%j: %s", (text, message) => {
  const url = parseUrl(text);
  expect("error" in url ? url.error : undefined).toBe(message);
});

test.each([
  ["1.2.3.4", [1, 2, 3, 4]],
  ["::ffff:1.2.3.4", [1, 2, 3, 4]],
  ["1::2", [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]],
  ["01.2.3.4", undefined],
  ["1.2.3", undefined],
  ["1:2:3:4:5:6:7::8", undefined],
  ["1:2:3:4:5:6:7:8::", undefined],
  ["::1%eth0", undefined],
])("the address %s is %j", (text, ip) => {
  expect(parseIp(text)).toEqual(ip);
});

test.each([
  ["10.0.0.0/8", "10.255.0.1", true],
  ["10.0.0.0/8", "11.0.0.0", false],
  ["::ffff:10.0.0.0/104", "10.1.2.3", true],
  ["::ffff:10.0.0.0/90", "10.1.2.3", false],
  ["0.0.0.0/0", "::1", false],
  ["fe80::/10", "febf::1", true],
])("%s holds %s: %s", (block, ip, isIn) => {
  const [parsed, address] = [parseCidr(block), parseIp(ip)];
  expect(parsed && address && contains(parsed, address)).toBe(isIn);
});

test.each(["10.0.0.0/33", "10.0.0.0/", "10.0.0.0", "10/8", "::/129", "::1/+1"])("%s is no block", (text) => {
  expect(parseCidr(text)).toBeUndefined();
});

test("up to 12 elements keep their order, more may not", () => {
  expect(sortByCount([1, 0, 1, 0])).toEqual([1, 3, 0, 2]);
  expect(sortByCount([2, 1, 1, 0, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1])).toEqual([
    5, 14, 11, 3, 8, 12, 6, 9, 2, 1, 15, 7, 4, 10, 0, 13,
  ]);
});

test("texts are quoted, cut, lowered and ordered as in Go", () => {
  expect(quote('a"\\\n\u0001é\u00a0🙂\u{e0001}')).toBe(String.raw`"a\"\\\n\x01é\u00a0🙂\U000e0001"`);
  expect(trimSpace("\u0085 a\ufeff\u00a0")).toBe("a\ufeff");
  expect(fields(" a\u2003b\t")).toEqual(["a", "b"]);
  expect(lowerCase("İΣ")).toBe("iσ");
  expect(["\u{10000}", "\uffff", "a", ""].toSorted(compareBytes)).toEqual(["", "a", "\uffff", "\u{10000}"]);
});

test.each([
  ["10.0.0.1/8", true],
  ["::/0", true],
  ["::ffff:1.2.3.4/128", true],
  ["10.0.0.0", false],
  ["10.0.0.0/08", false],
  ["10.0.0.0/33", false],
  ["10.0.0.0/8/8", false],
  ["fe80::1%eth0/64", false],
  ["1.2.3/8", false],
])("%s is a prefix: %s", (text, expected) => {
  expect(isPrefix(text)).toBe(expected);
});
