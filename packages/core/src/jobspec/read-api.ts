import { ApiReader } from "./json/api-reader.ts";
import { jsonOfValue } from "./json/json.ts";
import { plainData } from "./plain-data.ts";
import { toDiagnostic } from "./problems.ts";
import type { ReadJob } from "./read-spec.ts";

/**
 * Reads a job in the API's own form, plain data as it would be sent: bare, or wrapped as `{"Job": …}`. Keys match without
 * regard to case and a field that Nomad does not know is a warning, since Nomad ignores it; `null` in a list is an error
 * where Nomad's handler crashes on it. The structure is checked, too. Never throws; `keys` of a diagnostic are steps into
 * `given`. Of a text, `readApiText` also knows what JavaScript's own parser loses.
 * @see hashicorp/nomad command/agent/job_endpoint.go, Go encoding/json (2.0.5)
 */
export function readApiJob(given: unknown): ReadJob {
  const reader = new ApiReader();
  const { value, problems } = plainData(given);
  for (const problem of problems) reader.diagnostics.push(toDiagnostic("NX203", problem));
  return reader.read(jsonOfValue(value));
}
