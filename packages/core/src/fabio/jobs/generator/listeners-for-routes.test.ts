import { expect, test } from "vitest";

import { parseListeners } from "../../config/listener.ts";
import { loadTable } from "../../table/load-table.ts";
import { listenersForRoutes } from "./listeners-for-routes.ts";

const http = (src: string) => `route add web ${src} http://10.0.0.1:80/`;
const sni = (src: string) => `${http(src)} opts "proto=tcp+sni"`;
const tcp = (src: string) => `route add db ${src} tcp://10.0.0.1:80`;

test.each<[string, readonly string[], string, readonly string[]]>([
  ["a host", [http("a.com/")], "", [":9999;proto=http"]],
  ["a host with a port", [http("a.com/"), http("b.com:8000/")], "", [":8000;proto=http"]],
  ["a TCP port", [tcp(":5432")], "", [":5432;proto=tcp"]],
  ["a TCP port with an HTTP target", [http(":5432")], "", [":5432;proto=tcp"]],
  ["SNI", [tcp("a.com/")], "", [":9996;proto=tcp+sni"]],
  ["SNI, as its option says", [sni("a.com/")], "", [":9996;proto=tcp+sni"]],
  ["SNI beside HTTP", [sni("a.com/"), http("b.com/")], ":80", [":9996;proto=tcp+sni"]],
  ["HTTP beside SNI", [http("a.com/")], ":443;proto=tcp+sni", [":9999;proto=http"]],
  ["an address and a port", [tcp("10.1.1.1:99/")], "", ["0.0.0.0:0;proto=tcp-dynamic;refresh=10s"]],
  ["gRPC", ["route add g /p.S grpc://10.0.0.1:80"], "", [":9995;proto=grpc"]],
  ["what is there already", [http("a.com/"), tcp(":1")], ":80,:1;proto=tcp", []],
  [
    "another port than is there",
    [http("a.com:81/"), tcp(":2")],
    ":80,:1;proto=tcp",
    [":81;proto=http", ":2;proto=tcp"],
  ],
])("routes for %s", (_, lines, given, needed) => {
  const { table } = loadTable(lines.join("\n"));
  const read = parseListeners(given);
  expect(table && "listeners" in read && listenersForRoutes(table, read.listeners)).toEqual({
    listeners: needed,
    unserved: [],
  });
});

test("a route for port 443 is left to whoever has certificates", () => {
  const { table } = loadTable(http("a.com:443/"));
  expect(table && listenersForRoutes(table)).toMatchObject({
    listeners: [],
    unserved: [{ host: "a.com:443" }],
  });
});
