export { describeComparison, isOffline, type ComparedWith } from "./compared-with.ts";
export type { AllocationMetric, NodeCounts } from "../answers/allocation-metric.ts";
export type {
  DesiredUpdates,
  DiffType,
  FieldDiff,
  JobDiff,
  JobPlanResponse,
  ObjectDiff,
  PlanAnnotations,
  PlannedEvaluation,
  PreemptedAllocation,
  TaskDiff,
  TaskGroupDiff,
} from "../answers/plan-response.ts";
export { annotate } from "./annotate.ts";
export { diffJobs, diffStoredJobs } from "./diff/diff-jobs.ts";
export { unseenChanges, unseenStoredChanges, type UnseenChange } from "./diff/unseen-changes.ts";
export { looksSecret } from "../text/looks-secret.ts";
export { maskJob, maskStoredJob } from "./mask-job.ts";
export { maskJobDiff, maskPlan } from "./mask-plan.ts";
export { maskUnseenChanges } from "./mask-unseen.ts";
export { hideSecrets, maskText, usableSecrets, type MaskContext } from "./mask-text.ts";
export { nomadExitCode } from "./nomad-exit-code.ts";
export { describeAllocations, renderPlanSummary, summarizePlans, type PlanSummary } from "./plan-summary.ts";
export { shellWord } from "./shell-word.ts";
export {
  planVerdict,
  touchesAllocations,
  type AllocationCounts,
  type JudgedJob,
  type PlanVerdict,
} from "./plan-verdict.ts";
export type { PreviewAllocation, PreviewCluster, PreviewDeployment, PreviewNode } from "./preview/cluster.ts";
export type { MisleadingLabel } from "./preview/describe-label.ts";
export { misleadingLabels } from "./preview/misleading-labels.ts";
export { previewPlan, type PlanPreview } from "./preview/preview-plan.ts";
export { reasonToReplace } from "./preview/task-updates.ts";
export { placementFailureReasons } from "./placement-reasons.ts";
export type { PlannedJob } from "./render-dry-run.ts";
export { renderPlan, type PlanTextOptions } from "./render-plan.ts";
export { plainStyle, type TextStyle } from "./text-style.ts";
export type { Uint } from "../units/uint.ts";
