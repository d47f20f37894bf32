export { annotate, diffJobs, maskUnseenChanges, previewPlan, unseenChanges } from "@nomadx/core/plan";
