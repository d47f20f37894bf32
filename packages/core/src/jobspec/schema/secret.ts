import { block, body, string, stringMap, type Named } from "./_define.ts";

const definition = block(
  "Secret",
  {
    /** Name by which the task's attributes refer to the secret. */
    name: string("Name", { apiOnly: true }),
    /** Where it comes from: `nomad`, `vault`, or the name of a secrets plugin. */
    provider: string("Provider", { required: true }),
    /** Path of the secret at its provider. */
    path: string("Path", { required: true }),
    /** Settings of the provider `nomad` or `vault`. */
    config: body("Config", { emptiedBy: "api" }),
    /** Environment variables of the secrets plugin. */
    env: stringMap("Env", { form: "block", emptiedBy: "api" }),
  },
  { label: "Name", byValue: true },
);

/** A secret that Nomad fetches before the task starts, for use as `${secret.<name>.<key>}`. */
export const secret: SecretBlock = definition;

/** @see hashicorp/nomad api/tasks.go Secret (2.0.5) */
export interface SecretBlock extends Named<typeof definition> {}
