import { block, int, string } from "./_define.ts";

/** A name that a version of the job was given (`nomad job tag`). */
export const versionTag = block(
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
