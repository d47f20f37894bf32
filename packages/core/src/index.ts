export { NomadxError, type ErrorCode, type FailedRequest } from "./diagnostics/errors.ts";
export { didYouMean } from "./diagnostics/did-you-mean.ts";
export { diagnosticCodes } from "./diagnostics/diagnostic.ts";
export type {
  Diagnostic,
  DiagnosticCode,
  Position,
  Severity,
  SourceRange,
} from "./diagnostics/diagnostic.ts";
export { urlprefix } from "./fabio/tags/urlprefix.ts";
export type { RouteOptions } from "./fabio/tags/route-options.ts";
export { job, type JobFile } from "./jobspec/builder.ts";
export type { JobSpec } from "./jobspec/checked-spec.ts";
export { secret, type Secret } from "./jobspec/secret.ts";
export { formatDuration, formatDurationShort, parseDuration, type Nanoseconds } from "./units/duration.ts";
export { parseJson, stringifyJson } from "./units/json.ts";
export { defineConfig, type NomadxConfig } from "./nomadx-config.ts";
