import { quote } from "../../go/quote.ts";
import { job } from "../schema/job.ts";
import { blockRules, type Broken } from "./rule.ts";

/** The parts of a registered job that cannot be changed. @see hashicorp/nomad nomad/job_endpoint.go validateJobUpdate (2.0.5) */
export const priorRules = blockRules(job, undefined, [
  {
    code: "NX2950",
    find: ({ Type }, { prior }) =>
      prior !== undefined &&
      prior !== null &&
      prior.Type !== Type && {
        keys: ["Type"],
        summary: `A ${prior.Type} job cannot become a ${Type} job`,
        detail: "A job of this ID is registered, and its type stays.",
        help: "Stop that job and purge it first, or register this one under another ID.",
        nomad: `cannot update job from type ${quote(prior.Type)} to ${quote(Type)}`,
      },
  },
  {
    code: "NX2951",
    find: ({ Periodic, ParameterizedJob }, { prior }) => {
      if (prior === undefined || prior === null) return undefined;
      return [
        ...changed("periodic", "Periodic", prior.Periodic !== null, Periodic !== null),
        ...changed(
          "parameterized",
          "ParameterizedJob",
          prior.ParameterizedJob !== null,
          ParameterizedJob !== null,
        ),
      ];
    },
  },
]);

function changed(word: string, field: string, was: boolean, is: boolean): readonly Broken[] {
  if (was === is) return [];
  return [
    {
      keys: [field],
      at: "key",
      summary: was ? `A ${word} job stays ${word}` : `A job that is not ${word} cannot become so`,
      detail: "A job of this ID is registered already.",
      help: "Stop that job and purge it first, or register this one under another ID.",
      nomad: was
        ? `cannot update ${word} job to being non-${word}`
        : `cannot update non-${word} job to being ${word}`,
    },
  ];
}
