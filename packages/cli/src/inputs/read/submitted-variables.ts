import type { InputVariable, VariableValues } from "@nomadx/core/jobspec/hcl";

/** The values of variables as Nomad keeps them with a job, to show them beside its source. */
export interface SubmittedVariables {
  /** Values of texts, numbers and bools, by name. */
  readonly flags: Readonly<Record<string, string>>;
  /** The variable files, and the other values, as one such file. */
  readonly text: string;
}

/**
 * Sorts the values that were given for a job file's variables as `nomad job run` does. Values for variables that the file does
 * not declare are for other files, and are left out.
 * @see hashicorp/nomad jobspec2/parse.go submissionFromJob, separateVariables (2.0.5)
 */
export function submittedVariables(
  variables: ReadonlyMap<string, InputVariable>,
  { environment, files = [], flags }: VariableValues,
): SubmittedVariables {
  const given = Object.entries({ ...environment, ...flags }).flatMap(([name, value]) => {
    const variable = variables.get(name);
    return variable === undefined ? [] : [{ name, value, isSimple: isSimple(variable) }];
  });
  const others = given.filter((each) => !each.isSimple).map(({ name, value }) => `${name} = ${value}`);
  const texts = files.map(({ text }) => `${text}\n`).join("");
  return {
    flags: Object.fromEntries(
      given.filter((each) => each.isSimple).map(({ name, value }) => [name, value] as const),
    ),
    text:
      texts === "" || others.length === 0
        ? texts + others.join("\n")
        : `${texts.replace(/\n+$/, "")}\n\n${others.join("\n")}`,
  };
}

function isSimple({ type }: InputVariable): boolean {
  return type === undefined || type.kind === "string" || type.kind === "number" || type.kind === "bool";
}
