import { toBytes } from "../../go/bytes.ts";
import { quote } from "../../go/quote.ts";
import { job } from "../schema/job.ts";
import { blockRules, type Broken } from "./rule.ts";
import { oneOfValues, requiredText } from "./schema-rules.ts";

/** The top of a job. @see hashicorp/nomad nomad/structs/structs.go Job.Validate (2.0.5) */
export const jobRules = blockRules(job, undefined, [
  {
    code: "NX2001",
    find: ({ ID }) => {
      const what = ID.includes(" ") ? "a space" : ID.includes("\0") ? "a null character" : undefined;
      return (
        what !== undefined && {
          keys: ["ID"],
          summary: `The job's ID contains ${what}`,
          received: ID,
          help: `Write ${JSON.stringify(ID.replaceAll(/[ \0]+/g, "-"))}.`,
          nomad: `Job ID contains ${what}`,
        }
      );
    },
  },
  {
    code: "NX2002",
    find: ({ Name }) =>
      Name.includes("\0") && {
        keys: ["Name"],
        summary: "The job's name contains a null character",
        received: Name,
        help: "Leave the null character out.",
        nomad: "Job Name contains a null character",
      },
  },
  requiredText(job, "Name", "Missing job name"),
  oneOfValues(job, "Type", typeRefusal, "refused"),
  {
    code: "NX2003",
    find: ({ Datacenters }) =>
      Datacenters.flatMap((name, index) =>
        name === ""
          ? {
              keys: ["Datacenters", index],
              summary: "The name of a datacenter is empty",
              help: 'Name a datacenter, or write "*" for all.',
              nomad: "Job datacenter must be non-empty string",
            }
          : [],
      ),
  },
  {
    code: "NX2004",
    find: ({ Payload }) =>
      Payload !== null &&
      Payload !== "" && {
        keys: ["Payload"],
        at: "key",
        summary: "A job is submitted without a payload",
        detail: "A payload is given to each run of a parameterized job, when it is dispatched.",
        help: "Leave it out, and give it with `nomad job dispatch`.",
        nomad: "job can't be submitted with a payload, only dispatched",
      },
  },
  {
    code: "NX2005",
    find: ({ UI, VersionTag }) => [
      ...tooLong(UI?.Description, "UI", "UI description"),
      ...tooLong(VersionTag?.Description, "VersionTag", "Tagged version description"),
    ],
  },
]);

function typeRefusal(type: string): string {
  if (type === "") return "Missing job type";
  return type === "_core" ? "job type cannot be core" : `Invalid job type: ${quote(type)}`;
}

/** Nomad counts bytes. */
const longest = 1000;

function tooLong(description: string | undefined, block: string, called: string): readonly Broken[] {
  const length = description === undefined ? 0 : toBytes(description).length;
  if (length <= longest) return [];
  return [
    {
      keys: [block, "Description"],
      summary: "The description is too long",
      detail: `It has ${length} bytes.`,
      allowed: `${longest} bytes or less`,
      nomad: `${called} must be under 1000 characters, currently ${length}`,
    },
  ];
}
