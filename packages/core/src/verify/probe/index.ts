export { probe, type ProbeOptions } from "./probe.ts";
export type { Endpoint, GrpcParts, HttpParts, ProbeRequest, TcpParts, TlsParts } from "./probe-request.ts";
export type {
  FailureCode,
  GrpcHealthAnswer,
  GrpcStatusAnswer,
  HttpAnswer,
  ProbeAnswer,
  ProbeFailure,
  ProbeOutcome,
  ServingStatus,
  TcpAnswer,
} from "./probe-answer.ts";
export type { CertificateInfo } from "./certificate-info.ts";
export { judgeAnswer, type JudgeOptions } from "./judge-answer.ts";
export type { Complaint, ComplaintCode } from "./complaint.ts";
export type { Expectation, RouteExpectation } from "./expectation.ts";
export { expectationFor } from "./expectation-for.ts";
export { expectations } from "./expectations.ts";
export { readExpectations, type ExpectationProblem, type ReadExpectations } from "./read-expectations.ts";
export { probeRoute, type ProbedRoute, type ProbeRouteOptions } from "./probe-route.ts";
export type { ProbedInstance } from "./instance.ts";
export type { CountedComplaint, DirectReport, RouteReport } from "./route-report.ts";
