import { expect, test } from "vitest";

import { formatKvList, parseKvList } from "./kv-list.ts";

test.each([
  [
    `:9999;proto=http,:443;cs=lab`,
    [
      { "": ":9999", proto: "http" },
      { "": ":443", cs: "lab" },
    ],
  ],
  [`:1;tlsciphers="a,b;c"`, [{ "": ":1", tlsciphers: "a,b;c" }]],
  [`:1;a="x\\ty"`, [{ "": ":1", a: "x\ty" }]],
  [` k = v `, [{ k: " v " }]],
  [`,;,`, []],
  [`:1;rest`, [{ "": ":1" }]],
  // Go takes '' for a character.
  [`'',a=''b`, [{ a: "b" }]],
])("%s", (text, entries) => {
  const read = parseKvList(text);
  expect("error" in read ? read : read.entries.map((entry) => Object.fromEntries(entry))).toEqual(entries);
});

test.each([
  [[{ "": ":1", proto: "tcp+sni" }, { "": ":2" }], `:1;proto=tcp+sni,:2`],
  [[{ "": '{{ GetInterfaceIP "eth0" }}:80' }], String.raw`"{{ GetInterfaceIP \"eth0\" }}:80"`],
  [[{ "": ":1", tlsciphers: "a,b" }], `:1;tlsciphers="a,b"`],
  [[{ cs: "a", hdr: "X: y=z" }], `cs=a;hdr=X: y=z`],
])("what is written reads back: %j", (entries, text) => {
  expect(formatKvList(entries.map((entry) => new Map(Object.entries(entry))))).toBe(text);
  const read = parseKvList(text);
  expect("error" in read ? read : read.entries.map((entry) => Object.fromEntries(entry))).toEqual(entries);
});
