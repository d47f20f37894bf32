// Apart, so that a plan by a server does not load it: see "What a command loads" in ARCHITECTURE.md.
export { annotate, diffJobs, maskUnseenChanges, previewPlan, unseenChanges } from "@nomadx/core/plan";
