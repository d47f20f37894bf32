const AS_IS = Symbol.for("nomadx.asIs");

/**
 * Passes an object in a driver's configuration on as it is: without it, Nomad's parser takes an object there for a block, and
 * makes a list of one of it. It is what parentheses are in HCL: `labels = ({ … })`.
 * @example config: { image: "web:1", mounts: [{ type: "volume", volume_options: asIs({ no_copy: true }) }] }
 * @see hashicorp/nomad jobspec2/hclutil/blockattrs.go (2.0.5)
 */
export function asIs<const Value extends object>(value: Value): Value {
  const copy = { ...value };
  Object.defineProperty(copy, AS_IS, { value: true });
  return copy;
}

/** Whether an object was marked with `asIs()`, by whichever copy of this module. */
export function isAsIs(value: object): boolean {
  return AS_IS in value;
}
