/** The meta key of a service for an expectation; with `-` and anything behind it for further ones. */
export const META_KEY = "nomadx-expect";

/** Consul's limit for a key, in characters. @see hashicorp/consul agent/structs/structs.go, ValidateMetaTags */
export const MAX_KEY_LENGTH = 128;

/** Consul's limit for a value. */
export const MAX_VALUE_BYTES = 512;

/** Whether the key of a service's meta holds an expectation. */
export function isExpectationKey(key: string): boolean {
  return key === META_KEY || key.startsWith(`${META_KEY}-`);
}
