import { expect, test } from "vitest";

import { startServer } from "../testing/servers.ts";
import { api, type Routes } from "./api.ts";
import { jsonReply, reply } from "./reply.ts";

/** Returns the answer of a server with these routes to a request. */
async function ask(routes: readonly Routes[], method: string, path: string): Promise<string> {
  const { address } = await startServer(api(routes, []));
  const response = await fetch(address + path, { method });
  return `${response.status} ${await response.text()}`;
}

const names: Routes = {
  "GET /v1/job/*": ({ names: found }) => jsonReply(found),
  "GET /v1/job/*/allocations": ({ names: found, query }) => jsonReply([...found, query.get("all")]),
  "GET /v1/kv/**": ({ names: found }) => jsonReply(found),
  "PUT /v1/jobs": ({ body }) => reply(200, body),
};

test.each([
  ["GET", "/v1/job/web", '200 ["web"]'],
  ["GET", "/v1/job/a%2Fb", '200 ["a/b"]'],
  ["GET", "/v1/job/web/allocations?all=true", '200 ["web","true"]'],
  ["GET", "/v1/kv/a/b", '200 ["a/b"]'],
  ["GET", "/v1/kv/", '200 [""]'],
  ["PUT", "/v1/jobs", "200 "],
  ["GET", "/v1/jobs", "404 not found"],
  ["GET", "/v1/job/", "404 not found"],
])("%s %s is answered with %s", async (method, path, answer) => {
  expect(await ask([names], method, path)).toBe(answer);
});

test("of several routes that fit, the first counts", async () => {
  const first: Routes = { "GET /v1/job/web": () => reply(200, "mine") };
  expect(await ask([first, names], "GET", "/v1/job/web")).toBe("200 mine");
  expect(await ask([first, names], "GET", "/v1/job/other")).toBe('200 ["other"]');
  expect(await ask([{ "*": () => reply(500, "all") }, names], "PUT", "/v1/jobs")).toBe("500 all");
});

test("a handler that fails is told apart from a server that refuses", async () => {
  const failing: Routes = {
    "GET /": () => {
      throw new TypeError("of the test");
    },
  };
  expect(await ask([failing], "GET", "/")).toBe("500 The dev server failed: TypeError: of the test");
});
