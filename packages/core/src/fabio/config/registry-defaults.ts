/** The prefix of route tags where `registry.consul.tagprefix` does not set one. @see fabiolb/fabio config/default.go (1.7.3) */
export const DEFAULT_TAG_PREFIX = "urlprefix-";

/** The key of the manual overrides where `registry.consul.kvpath` does not set one. @see fabiolb/fabio config/default.go (1.7.3) */
export const DEFAULT_KV_PATH = "/fabio/config";
