import { block, oneOf, strings, type Named } from "./_define.ts";

const definition = block(
  "ParameterizedJobConfig",
  {
    /** Whether a dispatch carries a payload. */
    payload: oneOf("Payload", ["optional", "required", "forbidden"], {
      default: "optional",
      filledInBy: ["server"],
    }),
    /** Metadata keys that a dispatch has to give. */
    meta_required: strings("MetaRequired"),
    /** Metadata keys that a dispatch may give. */
    meta_optional: strings("MetaOptional"),
  },
  { byValue: true },
);

/** Makes the job a template that is dispatched with a payload and metadata. */
export const parameterized: ParameterizedBlock = definition;

/** @see hashicorp/nomad api/jobs.go ParameterizedJobConfig (2.0.5) */
export interface ParameterizedBlock extends Named<typeof definition> {}
