import type { Constraint } from "../api-parts.ts";

/** Something that a constraint can be added to: a group or a task. */
export interface Constrained {
  Constraints?: Constraint[] | null;
}

/** A constraint as the server's JSON has it. */
export function constraint(attribute: string, operand: string, value: string): Constraint {
  return { LTarget: attribute, RTarget: value, Operand: operand };
}

/** A constraint on a version, which follows Semantic Versioning to the letter. */
export function semver(attribute: string, value: string): Constraint {
  return constraint(attribute, "semver", value);
}

/** Adds a constraint behind those that are there. */
export function addConstraint(to: Constrained, added: Constraint): void {
  to.Constraints = [...(to.Constraints ?? []), added];
}

/** Adds a constraint unless there is one just like it. */
export function addUnlessThere(to: Constrained, added: Constraint): void {
  const isSame = (other: Constraint): boolean =>
    other.LTarget === added.LTarget && other.RTarget === added.RTarget && other.Operand === added.Operand;
  if (!(to.Constraints ?? []).some(isSame)) addConstraint(to, added);
}

/** Adds a constraint unless there is one on the same attribute: whoever wrote that knows better. */
export function addUnlessAttributeIsConstrained(to: Constrained, added: Constraint): void {
  if (!(to.Constraints ?? []).some((other) => other.LTarget === added.LTarget)) addConstraint(to, added);
}

/**
 * An attribute that a client reports of one Consul or Vault: of the default cluster under a plain name.
 * @example clusterAttribute("consul", "default", "version") // "${attr.consul.version}"
 */
export function clusterAttribute(program: "consul" | "vault", cluster: string, name: string): string {
  return cluster === "" || cluster === "default"
    ? `\${attr.${program}.${name}}`
    : `\${attr.${program}.${cluster}.${name}}`;
}

/** The requirement on the client of a job that uses Consul: a version that takes Nomad's tokens. */
export function consulConstraint(cluster: string): Constraint {
  return semver(clusterAttribute("consul", cluster, "version"), ">= 1.8.0");
}
