export { previewPlan } from "@nomadx/core/plan";
