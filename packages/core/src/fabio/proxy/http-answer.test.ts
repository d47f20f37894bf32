import { expect, test } from "vitest";

import { createMatcher } from "../match/create-matcher.ts";
import { readRequestUri } from "../match/request-uri.ts";
import { loadTable } from "../table/load-table.ts";
import { httpAnswers } from "./http-answer.ts";

const { table } = loadTable(`
route add web a.com/api http://10.0.0.1:80/ opts "strip=/api host=dst"
route add old b.com/ https://a.com/$path opts "redirect=302"
route add locked c.com/ http://10.0.0.2:80/ opts "deny=ip:10.0.0.0/8"
route add members d.com/ http://10.0.0.3:80/ opts "auth=staff"
`);
const matcher = table && createMatcher(table);

// The path keeps the spelling of the client where that still means the same.
test.each([
  ["a.com", "/other%2Fx%2By", "http://10.0.0.1:80/other%2Fx%2By"],
  ["a.com", "/other/../x%2By", "http://10.0.0.1:80/x+y"],
  ["a.com", "/caf%E9", "http://10.0.0.1:80/caf%E9"],
  ["a.com", "/api/caf%E9", "http://10.0.0.1:80/caf%E9"],
])("%s%s is passed on as %s", (host, uri, url) => {
  const read = readRequestUri(uri);
  const request = "error" in read ? { host, path: "" } : { ...read, host };
  const text = `route add web a.com/ http://10.0.0.1:80/ opts "strip=/api"`;
  const any = loadTable(text).table;
  expect(any && httpAnswers(createMatcher(any).explain(request))).toMatchObject([{ url }]);
});

test.each([
  ["a.com", "/api/x", { kind: "forwarded", url: "http://10.0.0.1:80/x", hostHeader: "10.0.0.1:80" }],
  ["b.com", "/y", { kind: "answered", status: 302, body: "", location: "https://a.com/y" }],
  ["c.com", "/", { kind: "answered", status: 403, body: "access denied\n" }],
  ["d.com", "/", { kind: "answered", status: 401, body: "authorization failed\n" }],
  ["e.com", "/", { kind: "answered", status: 503, body: "<p>no</p>" }],
])("%s%s", (host, path, answer) => {
  const request = { host, path, remoteAddress: "10.1.1.1:1", accepts: { staff: false } };
  const settings = { noRouteStatus: 503, noRouteHtml: "<p>no</p>" };
  expect(matcher && httpAnswers(matcher.explain(request), settings)).toEqual([answer]);
});
