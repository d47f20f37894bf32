import type { ProbeAnswer } from "./probe-answer.ts";

/** Headers that differ from answer to answer, or that Fabio's connection has and the instance's has not. */
const passedOver: ReadonlySet<string> = new Set([
  "age",
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "date",
  "keep-alive",
  "proxy-connection",
  "strict-transport-security",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "vary",
]);

/**
 * Returns the marks of an answer: its status, each header, each line of its body. With `instanceHeader` only that
 * header. A failure has no marks.
 */
export function marksOf(answer: ProbeAnswer, instanceHeader: string | undefined): ReadonlySet<string> {
  const headers = "headers" in answer ? Object.entries(answer.headers) : [];
  if (instanceHeader !== undefined) {
    const wanted = instanceHeader.toLowerCase();
    return new Set(headers.filter(([name]) => name === wanted).map(headerMark));
  }
  const ofHeaders = headers.filter(([name]) => !passedOver.has(name)).map(headerMark);
  switch (answer.kind) {
    case "http": {
      const lines = answer.body.split("\n");
      // The last line of a body that was cut may go on.
      const whole = answer.cut ? lines.slice(0, -1) : lines;
      return new Set([`status ${answer.status}`, ...ofHeaders, ...whole.map((line) => `line ${line}`)]);
    }
    case "tcp":
      return new Set(answer.received.split("\n").map((line) => `line ${line}`));
    case "grpc-health":
      return new Set([`serving ${answer.serving}`, ...ofHeaders]);
    case "grpc-status":
      return new Set([`grpc-status ${answer.code} ${answer.message}`, ...ofHeaders]);
    case "failed":
      return new Set();
  }
}

function headerMark([name, value]: readonly [string, string]): string {
  return `header ${name}: ${value}`;
}
