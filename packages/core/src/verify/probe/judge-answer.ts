import type { CertificateInfo } from "./certificate-info.ts";
import type { Complaint } from "./complaint.ts";
import type { Expectation } from "./expectation.ts";
import { fabioGrpcVerdict, fabioVerdict, type FabioVerdict } from "./fabio-answer.ts";
import type { GrpcStatusAnswer, HttpAnswer, ProbeAnswer } from "./probe-answer.ts";
import type { ProbeRequest } from "./probe-request.ts";

/** How an answer came. */
export interface JudgeOptions {
  /**
   * Through a listener of Fabio that ends the protocol of the request, so that some answers are Fabio's own. Leave it
   * out for answers that come directly, and for what `tcp` and SNI listeners pass on.
   */
  readonly fabio?: {
    /** Its `proxy.noroutestatus`. @default 404 */
    readonly noRouteStatus?: number;
    /**
     * Statuses with which the service itself answers without a body: such an answer is not taken for Fabio's.
     * @default none
     */
    readonly bareStatuses?: ReadonlySet<number>;
  };
}

/** Everything that is wrong with an answer; nothing when it is as expected. */
export function judgeAnswer(
  answer: ProbeAnswer,
  expectation: Expectation,
  request: ProbeRequest,
  options: JudgeOptions = {},
): readonly Complaint[] {
  const certificate = judgeCertificate(answer.certificate, request);
  switch (answer.kind) {
    case "failed":
      return [{ code: answer.code, message: answer.message }, ...certificate];
    case "tcp":
      return certificate;
    case "http":
      return [...judgeHttp(answer, expectation, options), ...certificate];
    case "grpc-health":
      return answer.serving === "SERVING"
        ? certificate
        : [{ code: "not-serving", message: `The health service says ${answer.serving}` }, ...certificate];
    case "grpc-status":
      return [...judgeGrpcStatus(answer, request, options), ...certificate];
  }
}

function judgeHttp(
  answer: HttpAnswer,
  expectation: Expectation,
  { fabio }: JudgeOptions,
): readonly Complaint[] {
  const verdict =
    fabio === undefined ? undefined : fabioVerdict(answer, fabio.noRouteStatus ?? 404, fabio.bareStatuses);
  // Somebody may want to see that a request is forbidden.
  const isWanted = verdict === "access" && answer.status === expectation.status;
  if (verdict !== undefined && !isWanted) return [ofFabio(verdict, statusText(answer, verdict))];
  return [
    ...judgeStatus(answer, expectation),
    ...judgeBody(answer, expectation),
    ...judgeHeaders(answer, expectation),
  ];
}

function judgeStatus({ status }: HttpAnswer, { status: expected }: Expectation): readonly Complaint[] {
  if (expected === undefined ? status < 500 : status === expected) return [];
  const wanted = expected === undefined ? "one below 500" : String(expected);
  return [{ code: "status", message: `The status is ${status}, not ${wanted}` }];
}

function judgeBody({ body, cut }: HttpAnswer, { body: expected }: Expectation): readonly Complaint[] {
  if (expected === undefined) return [];
  const [found, message] =
    typeof expected === "string"
      ? [body.includes(expected), `does not contain ${JSON.stringify(expected)}`]
      : [new RegExp(expected.matches).test(body), `does not match ${JSON.stringify(expected.matches)}`];
  return found ? [] : [{ code: "body", message: `The body ${cut ? "up to 64 KiB " : ""}${message}` }];
}

function judgeHeaders({ headers }: HttpAnswer, { header = {} }: Expectation): readonly Complaint[] {
  return Object.entries(header).flatMap(([name, text]): readonly Complaint[] => {
    const value = headers[name.toLowerCase()];
    if (value?.includes(text) === true) return [];
    const what = value === undefined ? "is missing" : `does not contain ${JSON.stringify(text)}`;
    return [{ code: "header", message: `The header ${name} ${what}` }];
  });
}

function judgeGrpcStatus(
  answer: GrpcStatusAnswer,
  request: ProbeRequest,
  { fabio }: JudgeOptions,
): readonly Complaint[] {
  const { code, message } = answer;
  const verdict = fabio === undefined ? undefined : fabioGrpcVerdict(answer);
  if (verdict !== undefined) return [ofFabio(verdict, `gRPC status ${code}`)];
  // 12, UNIMPLEMENTED: a server without a health service has answered, which is all that can be expected of it.
  const asked = "service" in request && request.service !== undefined && request.service !== "";
  if (code === 12 && !asked) return [];
  const text = message === "" ? "" : `: ${message}`;
  return [{ code: "grpc-status", message: `The health check ends with gRPC status ${code}${text}` }];
}

/** Where Fabio says what is wrong with the request, in its own words. */
function statusText({ status, body }: HttpAnswer, verdict: FabioVerdict): string {
  return verdict === "bad-request" ? (body.split("\n")[0] ?? "").slice(0, 200) : `status ${status}`;
}

function ofFabio(code: FabioVerdict, status: string): Complaint {
  const texts = {
    "no-route": "Fabio has no route for the request",
    upstream: "Fabio gets no answer from the upstream",
    access: "A rule of the route forbids the request",
    "bad-request": "Fabio cannot read the request",
  };
  return { code, message: `${texts[code]} (${status})` };
}

function judgeCertificate(
  certificate: CertificateInfo | undefined,
  request: ProbeRequest,
): readonly Complaint[] {
  if (certificate === undefined) return [];
  const { validity, notBefore, notAfter, coversName, names } = certificate;
  const complaints: Complaint[] = [];
  if (validity !== "valid") {
    const when = validity === "expired" ? `expired at ${notAfter}` : `is not valid before ${notBefore}`;
    complaints.push({ code: "certificate-expired", message: `The certificate ${when}` });
  }
  if (coversName === false && "serverName" in request) {
    const others = names.length === 0 ? "no name" : names.join(", ");
    const message = `The certificate is for ${others}, not for ${request.serverName}`;
    complaints.push({ code: "certificate-name", message });
  }
  return complaints;
}
