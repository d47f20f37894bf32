import { expect, test } from "vitest";

import { decodeHealthResponse, encodeHealthRequest } from "./health-message.ts";

test.each<[string, string]>([
  ["", "0000000000"],
  ["a", "00000000030a0161"],
  ["a".repeat(200), `00000000cb0ac801${"61".repeat(200)}`],
])("asks about %j", (service, bytes) => {
  expect(encodeHealthRequest(service).toString("hex")).toBe(bytes);
});

test.each<[string, string, string | undefined]>([
  ["nothing, which is 0", "0000000000", "UNKNOWN"],
  ["a status", "00000000020801", "SERVING"],
  ["the last of two", "000000000408010802", "NOT_SERVING"],
  [
    "fields of all types before it",
    "00000000161001190000000000000000250000000022020a0a0803",
    "SERVICE_UNKNOWN",
  ],
  ["a status that there is not", "00000000020809", undefined],
  ["a compressed message", "01000000020801", undefined],
  ["less than it says", "00000000030801", undefined],
  ["a field that goes on", "0000000002220a", undefined],
  ["a number that goes on", "000000000208ff", undefined],
  ["half a frame", "0000", undefined],
])("reads %s", (_, bytes, status) => {
  expect(decodeHealthResponse(Buffer.from(bytes, "hex"))).toBe(status);
});
