import { expect, test } from "vitest";

import { parseCertificateSources } from "../config/certificate-source.ts";
import { parseListeners } from "../config/listener.ts";
import { loadTable } from "../table/load-table.ts";
import { isMeantFor } from "./is-meant-for.ts";

const certificates = parseCertificateSources("cs=lab;type=file;cert=c");
const listeners = parseListeners(
  ":80,:443;cs=lab,:1;proto=tcp,:2;proto=tcp+sni,:3;proto=https+tcp+sni;cs=lab,:4;proto=grpc,0.0.0.0:0;proto=tcp-dynamic;refresh=1s",
  "sources" in certificates ? { certificateSources: certificates.sources } : {},
);

test.each<[line: string, ports: readonly string[]]>([
  ["a.com/ http://h:1/", ["http", "https", "https+tcp+sni"]],
  ["a.com:80/ http://h:1/", ["http", "https+tcp+sni"]],
  ["a.com/ https://h:1", ["http", "https", "tcp+sni", "https+tcp+sni"]],
  ["a.com/ tcp://h:1", ["tcp+sni", "https+tcp+sni"]],
  ['a.com/ http://h:1/ opts "proto=tcp+sni"', ["tcp+sni", "https+tcp+sni"]],
  ['a.com/ https://b.com/ opts "redirect=301"', ["http", "https", "https+tcp+sni"]],
  [":1 tcp://h:1", ["tcp", "tcp-dynamic"]],
  ["10.0.0.1:99/ tcp://h:1", ["tcp-dynamic"]],
  ["/p.S/ grpc://h:1", ["grpc"]],
])("%s is for %j", (line, protocols) => {
  const [[route] = []] = loadTable(`route add web ${line}`).table?.hosts.values() ?? [];
  const found = "error" in listeners || route === undefined ? [] : listeners.listeners;
  expect(
    found.flatMap((each) => (route !== undefined && isMeantFor(each, route, "1.7.3") ? each.protocol : [])),
  ).toEqual(protocols);
});
