import { cleanPath } from "../../go/clean-path.ts";
import { block, bool, oneOf, string, stringMap, text, type HubObject, type Named } from "./_define.ts";
import { fillIn, textOf } from "./_hub.ts";

/** @see hashicorp/nomad api/tasks.go TaskArtifact.Canonicalize (2.0.5) */
function canonicalizeDestination(hub: HubObject): void {
  if (hub["GetterMode"] !== "file") return;
  fillIn(hub, "RelativeDest", cleanPath(`local/${lastOf(textOf(hub, "GetterSource"))}`));
}

/** The last element of a path. @see golang/go src/path/path.go Base */
function lastOf(path: string): string {
  return path.replace(/\/+$/, "").replace(/^.*\//s, "");
}

const fields = {
  /** Where to fetch from: a URL that go-getter understands. */
  source: text("GetterSource", { required: true, default: "" }),
  /** Where to put it, relative to the task's working directory. */
  destination: string("RelativeDest", {
    default: "local/",
    absent: 'local/<name of the file> with `mode = "file"`',
  }),
  /** The kind of source: one file, a directory, or whatever go-getter finds. */
  mode: oneOf("GetterMode", ["any", "file", "dir"], { default: "any" }),
  /** Accept a TLS certificate that cannot be verified. */
  insecure: bool("GetterInsecure", { default: false, since: "1.8.0" }),
  /** Give the fetched files to the task's user instead of the agent's. */
  chown: bool("Chown", { default: false, since: "1.9.2", byValue: true }),
  /** Options of go-getter, such as `checksum` or `sshkey`. */
  options: stringMap("GetterOptions", { form: "block", emptiedBy: "api" }),
  /** HTTP headers sent with the request. */
  headers: stringMap("GetterHeaders", { form: "block", emptiedBy: "api", since: "1.0.0" }),
} as const;

const definition = block("TaskArtifact", fields, { canonicalize: canonicalizeDestination });

/** A file or archive that Nomad fetches before the task starts (go-getter). */
export const artifact: ArtifactBlock = definition;

/** @see hashicorp/nomad api/tasks.go TaskArtifact (2.0.5) */
export interface ArtifactBlock extends Named<typeof definition> {}
