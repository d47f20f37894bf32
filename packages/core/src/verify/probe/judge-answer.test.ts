import { expect, test } from "vitest";

import type { CertificateInfo } from "./certificate-info.ts";
import type { Complaint } from "./complaint.ts";
import type { Expectation } from "./expectation.ts";
import { judgeAnswer } from "./judge-answer.ts";
import type { HttpAnswer, ProbeAnswer } from "./probe-answer.ts";
import type { ProbeRequest } from "./probe-request.ts";

const request: ProbeRequest = { kind: "https", host: "127.0.0.1", port: 1, serverName: "a.test" };

function http(status: number, more: Partial<HttpAnswer> = {}): ProbeAnswer {
  return {
    kind: "http",
    status,
    headers: { "x-some": "thing" },
    body: "hello",
    cut: false,
    tookMs: 1,
    ...more,
  };
}

const told = (answer: ProbeAnswer, expectation: Expectation = {}): readonly Complaint[] =>
  judgeAnswer(answer, expectation, request, { fabio: {} });

test.each<[string, ProbeAnswer, Expectation, readonly [Complaint["code"], string][]]>([
  ["any status below 500 will do", http(404), {}, []],
  ["but not 500", http(500), {}, [["status", "The status is 500, not one below 500"]]],
  ["unless it is expected", http(500), { status: 500 }, []],
  ["the expected status", http(404), { status: 200 }, [["status", "The status is 404, not 200"]]],
  ["a text of the body", http(200), { body: "ell" }, []],
  ["is compared as it is", http(200), { body: "e.l" }, [["body", 'The body does not contain "e.l"']]],
  ["a pattern of the body", http(200), { body: { matches: "^h.*o$" } }, []],
  [
    "that does not match",
    http(200, { cut: true }),
    { body: { matches: "^e" } },
    [["body", 'The body up to 64 KiB does not match "^e"']],
  ],
  ["a header, in any case", http(200), { header: { "X-SOME": "thin" } }, []],
  [
    "headers that are missing or different",
    http(200),
    { header: { "X-Some": "other", "X-None": "" } },
    [
      ["header", 'The header X-Some does not contain "other"'],
      ["header", "The header X-None is missing"],
    ],
  ],
  [
    "all that is wrong at once",
    http(500),
    { status: 200, body: "x" },
    [
      ["status", "The status is 500, not 200"],
      ["body", 'The body does not contain "x"'],
    ],
  ],
])("%s", (_, answer, expectation, complaints) => {
  expect(told(answer, expectation)).toEqual(complaints.map(([code, message]) => ({ code, message })));
});

const names = (text: string): Record<string, string> =>
  Object.fromEntries(text.split(" ").map((name) => [name, "x"]));

// As the tests with a real Fabio have seen them.
test.each<[string, Partial<HttpAnswer> & { status: number }, string | undefined]>([
  ["without a page", { status: 404, headers: names("date content-length"), body: "" }, "no-route"],
  [
    "of a request that cannot be read",
    {
      status: 400,
      headers: names("content-type connection"),
      body: "400 Bad Request: malformed Host header",
    },
    "bad-request",
  ],
  [
    "of a service that says the same",
    { status: 400, headers: names("date content-type"), body: "400 Bad Request: no" },
    undefined,
  ],
  ["with a page", { status: 404, headers: names("date content-length content-type connection") }, "no-route"],
  [
    "with a long page",
    { status: 404, headers: names("date content-type transfer-encoding"), body: "x".repeat(3000) },
    "no-route",
  ],
  ["of another status", { status: 503, headers: names("date content-length"), body: "" }, "status"],
  [
    "of a service without a body",
    { status: 404, headers: names("content-length date"), body: "" },
    undefined,
  ],
  [
    "of a service of HTTP/1.0",
    { status: 404, headers: names("date content-type transfer-encoding") },
    undefined,
  ],
  [
    "of a service with headers",
    { status: 404, headers: names("x-a date content-length"), body: "" },
    undefined,
  ],
  ["no upstream", { status: 502, headers: names("vary date content-length"), body: "" }, "upstream"],
  [
    "a slow upstream",
    { status: 504, headers: names("date content-length connection"), body: "" },
    "upstream",
  ],
  ["a service's own 502", { status: 502, headers: names("content-length date"), body: "" }, "status"],
  ["forbidden", { status: 403, body: "access denied\n" }, "access"],
  ["a service's own 403", { status: 403, body: "denied" }, undefined],
])("who has answered: %s", (_, { status, ...more }, code) => {
  expect(told(http(status, more))[0]?.code).toBe(code);
});

test("what does not come through a listener that ends HTTP is never Fabio's", () => {
  const answer = http(404, { headers: names("date content-length"), body: "" });
  expect(judgeAnswer(answer, {}, request)).toEqual([]);
  expect(judgeAnswer(answer, {}, request, { fabio: { noRouteStatus: 503 } })).toEqual([]);
});

test("what an instance is known to answer is not Fabio's, though it looks the same", () => {
  const answer = http(404, { headers: names("date content-length"), body: "" });
  const fabio = (...statuses: readonly number[]) => ({ fabio: { bareStatuses: new Set(statuses) } });
  expect(judgeAnswer(answer, {}, request, fabio(404))).toEqual([]);
  expect(judgeAnswer(answer, { status: 200 }, request, fabio(404))).toMatchObject([{ code: "status" }]);
  expect(judgeAnswer(answer, {}, request, fabio(500))).toMatchObject([{ code: "no-route" }]);
});

test("who expects to be forbidden may be", () => {
  expect(told(http(401, { body: "authorization failed\n" }), { status: 401 })).toEqual([]);
});

const certificate: CertificateInfo = {
  names: ["b.test", "c.test"],
  notBefore: "2020-01-01T00:00:00.000Z",
  notAfter: "2021-01-01T00:00:00.000Z",
  validity: "expired",
  coversName: false,
  trusted: false,
  distrust: "CERT_HAS_EXPIRED",
};

test.each<[string, Partial<CertificateInfo>, readonly string[]]>([
  [
    "another name, and too late",
    {},
    [
      "The certificate expired at 2021-01-01T00:00:00.000Z",
      "The certificate is for b.test, c.test, not for a.test",
    ],
  ],
  [
    "too early",
    { validity: "not-yet-valid", coversName: true },
    ["The certificate is not valid before 2020-01-01T00:00:00.000Z"],
  ],
  ["no authority", { validity: "valid", coversName: true }, []],
])("a certificate: %s", (_, more, messages) => {
  const answer: ProbeAnswer = { ...http(200), certificate: { ...certificate, ...more } };
  expect(told(answer).map(({ message }) => message)).toEqual(messages);
});

const grpc: ProbeRequest = { kind: "grpc", host: "127.0.0.1", port: 1 };

test.each<[string, ProbeAnswer, ProbeRequest, string | undefined]>([
  ["serves", { kind: "grpc-health", serving: "SERVING", headers: {}, tookMs: 1 }, grpc, undefined],
  [
    "does not serve",
    { kind: "grpc-health", serving: "NOT_SERVING", headers: {}, tookMs: 1 },
    grpc,
    "not-serving",
  ],
  [
    "has no health service",
    { kind: "grpc-status", code: 12, message: "", headers: {}, tookMs: 1 },
    grpc,
    undefined,
  ],
  [
    "has none, but a service was asked about",
    { kind: "grpc-status", code: 12, message: "", headers: {}, tookMs: 1 },
    { ...grpc, service: "a" },
    "grpc-status",
  ],
  [
    "does not know the service",
    { kind: "grpc-status", code: 5, message: "unknown service", headers: {}, tookMs: 1 },
    grpc,
    "grpc-status",
  ],
  [
    "has no route",
    { kind: "grpc-status", code: 5, message: "no route found", headers: {}, tookMs: 1 },
    grpc,
    "no-route",
  ],
  [
    "is not reached",
    { kind: "grpc-status", code: 14, message: "connection refused", headers: {}, tookMs: 1 },
    grpc,
    "upstream",
  ],
  ["does not answer", { kind: "failed", code: "timeout", message: "No answer", tookMs: 1 }, grpc, "timeout"],
  ["speaks TCP", { kind: "tcp", received: "", tookMs: 1 }, grpc, undefined],
])("a server that %s", (_, answer, asked, code) => {
  expect(judgeAnswer(answer, {}, asked, { fabio: {} })[0]?.code).toBe(code);
});
