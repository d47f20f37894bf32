import { block, int, string, type Named } from "./_define.ts";

const definition = block(
  "JobVersionTag",
  {
    /** The tag. */
    name: string("Name", { apiOnly: true }),
    /** Why the version was tagged. */
    description: string("Description", { apiOnly: true }),
    /** When the version was tagged, in nanoseconds since 1970. */
    tagged_time: int("TaggedTime", { apiOnly: true }),
  },
  { byValue: true },
);

/** A name that a version of the job was given (`nomad job tag`). */
export const versionTag: VersionTagBlock = definition;

/** @see hashicorp/nomad api/jobs.go JobVersionTag (2.0.5) */
export interface VersionTagBlock extends Named<typeof definition> {}
