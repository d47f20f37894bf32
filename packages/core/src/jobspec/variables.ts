const variable = /\$\{([a-zA-Z0-9_\-.]+)\}/g;

/** The owners of a service whose names stand for variables in its own. */
export interface ServiceOwners {
  readonly job: string;
  readonly group: string;
  /** Absent for services of the group. */
  readonly task?: string;
}

/**
 * A service's name with the variables filled in that Nomad knows before there is an allocation.
 * @example fillInOwners("${BASE}-api", { job: "shop", group: "web" }) // "shop-web-group-api"
 * @see hashicorp/nomad nomad/structs/services.go Service.Canonicalize (2.0.5)
 */
export function fillInOwners(name: string, { job, group, task = "group" }: ServiceOwners): string {
  const names = new Map([
    ["JOB", job],
    ["TASKGROUP", group],
    ["TASK", task],
    ["BASE", `${job}-${group}-${task}`],
  ]);
  return fillInVariables(name, (variableName) => names.get(variableName));
}

/**
 * A text with `${name}` filled in; what `valueOf` does not know stays as it is written.
 * @example fillInVariables("${JOB}-api", (name) => (name === "JOB" ? "shop" : undefined)) // "shop-api"
 * @see hashicorp/nomad helper/args/args.go ReplaceEnv (2.0.5)
 */
export function fillInVariables(text: string, valueOf: (name: string) => string | undefined): string {
  return text.replace(variable, (written, name: string) => valueOf(name) ?? written);
}
