import { block, bool, oneOf, string, stringMap, text, type Named } from "./_define.ts";

const definition = block("TaskArtifact", {
  /** Where to fetch from: a URL that go-getter understands. */
  source: text("GetterSource", { required: true }),
  /** Where to put it, relative to the task's working directory. */
  destination: string("RelativeDest", { default: "local/" }),
  /** What the source is: one file, a directory, or whatever go-getter finds. */
  mode: oneOf("GetterMode", ["any", "file", "dir"], { default: "any" }),
  /** Accept a TLS certificate that cannot be verified. */
  insecure: bool("GetterInsecure", { default: false, since: "1.8.0" }),
  /** Give the fetched files to the task's user instead of the agent's. */
  chown: bool("Chown", { default: false, since: "1.9.2", byValue: true }),
  /** Options of go-getter, such as `checksum` or `sshkey`. */
  options: stringMap("GetterOptions", { form: "block" }),
  /** HTTP headers sent with the request. */
  headers: stringMap("GetterHeaders", { form: "block", since: "1.0.0" }),
});

/** A file or archive that Nomad fetches before the task starts (go-getter). */
export const artifact: ArtifactBlock = definition;

/** @see hashicorp/nomad api/tasks.go TaskArtifact (2.0.5) */
export interface ArtifactBlock extends Named<typeof definition> {}
