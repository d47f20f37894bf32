export { layers, type Layer } from "./layer.ts";
export type { RouteProbe, RunProbesOptions } from "./route-probes/run-probes.ts";
export {
  verifyFindings,
  type VerifyFinding,
  type VerifyFindingCode,
  type VerifyFindingEvidence,
  type VerifyFindingKind,
} from "./verify-finding.ts";
export { verifyJobs, type VerifyOptions } from "./verify-jobs.ts";
export type { VerifiedFabio } from "./fabio/fabio-layer.ts";
export type { EmptyService, LayerState, VerifiedService, VerifyReport } from "./verify-report.ts";
