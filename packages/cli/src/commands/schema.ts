import type { JsonSchema } from "@nomadx/core/jobspec/json-schema";
import * as Flags from "@oclif/core/flags";

import { command } from "../command/command.ts";

interface SchemaAnswer {
  readonly format: "api" | "hcl-json";
  readonly schema: JsonSchema;
}

export default command({
  summary: "Print a JSON Schema of job files in JSON, for editors.",
  description:
    "It has every attribute and block with its description, its default and the values that it takes; all else is misspelt.",
  examples: [
    "<%= config.bin %> schema > job.schema.json",
    "<%= config.bin %> schema --format hcl-json > job.hcl.schema.json",
  ],
  flags: {
    format: Flags.option({
      options: ["api", "hcl-json"] as const,
      default: "api" as const,
      summary: "The JSON of Nomad's API, or HCL's JSON syntax.",
    })(),
  },
  async run({ flags: { format } }, { terminal }): Promise<SchemaAnswer> {
    const { jobJsonSchema } = await import("@nomadx/core/jobspec/json-schema");
    const schema = jobJsonSchema(format);
    terminal.printExactly(`${JSON.stringify(schema, null, 2)}\n`);
    return { format, schema };
  },
});
