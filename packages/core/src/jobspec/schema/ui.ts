import { block, list, string } from "./_define.ts";

const link = block(
  "JobUILink",
  {
    /** Text of the link. */
    label: string("Label"),
    /** Where the link leads. */
    url: string("URL"),
  },
  { byValue: true },
);

/** What the web UI shows with the job. */
export const ui = block(
  "JobUIConfig",
  {
    /** Description of the job, in Markdown; at most 1000 bytes. */
    description: string("Description"),
    /** A link. */
    link: list("Links", link),
  },
  { byValue: true },
);
