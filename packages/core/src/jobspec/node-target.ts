/**
 * The attributes of a node that have a name each; beside them there are `${attr.…}`, `${meta.…}` and `${device.…}`.
 * @see hashicorp/nomad nomad/structs/constraint.go validateConstraintAttribute (2.0.5)
 */
const ofNode: readonly string[] = [
  "${node.unique.id}",
  "${node.datacenter}",
  "${node.unique.name}",
  "${node.class}",
  "${node.pool}",
];

/**
 * Whether a text with a variable stands for something that a scheduler knows of a node: all else has no value before there is an
 * allocation. Of `${attr.…}` and its kin only the beginning is looked at.
 * @example isNodeTarget("${attr.kernel.name}") // true
 */
export function isNodeTarget(target: string): boolean {
  return ofNode.includes(target) || /^\$\{(?:attr|device|meta)\./.test(target);
}
