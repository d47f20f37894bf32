import { NomadxError } from "../diagnostics/errors.ts";

/**
 * A path of the API with escaped ids, as a template tag: ``apiPath`/v1/job/${id}/plan` ``. Ids may contain `/`.
 * @throws {NomadxError} `usage` for the ids that no path can name: "", `.` and `..`
 */
export function apiPath(parts: TemplateStringsArray, ...ids: readonly string[]): string {
  return parts.reduce((path, part, index) => path + escapeId(ids[index - 1]) + part);
}

function escapeId(id = ""): string {
  if (id === "" || id === "." || id === "..") {
    throw new NomadxError("usage", `${JSON.stringify(id)} cannot be an ID`, {
      help: "Nomad's API has no path for it.",
    });
  }
  return encodeURIComponent(id);
}
