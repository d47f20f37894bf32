import { block, oneOf, strings } from "./_define.ts";

/** Makes the job a template that is dispatched with a payload and metadata. */
export const parameterized = block(
  "ParameterizedJobConfig",
  {
    /** Whether a dispatch carries a payload. */
    payload: oneOf("Payload", ["optional", "required", "forbidden"], { default: "optional" }),
    /** Metadata keys that a dispatch has to give. */
    meta_required: strings("MetaRequired"),
    /** Metadata keys that a dispatch may give. */
    meta_optional: strings("MetaOptional"),
  },
  { byValue: true },
);
