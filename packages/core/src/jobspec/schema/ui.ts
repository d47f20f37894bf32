import { block, list, string, type Named } from "./_define.ts";

const link = block(
  "JobUILink",
  {
    /** Text of the link. */
    label: string("Label"),
    /** Where the link leads. */
    url: string("URL", { storedAs: "Url" }),
  },
  { byValue: true },
);

const definition = block(
  "JobUIConfig",
  {
    /** Description of the job, in Markdown; at most 1000 bytes. */
    description: string("Description"),
    /** A link. */
    link: list("Links", link, { emptiedBy: "api" }),
  },
  { byValue: true },
);

/** The description and links that the web UI shows with the job. */
export const ui: UiBlock = definition;

/** @see hashicorp/nomad api/jobs.go JobUIConfig (2.0.5) */
export interface UiBlock extends Named<typeof definition> {}
