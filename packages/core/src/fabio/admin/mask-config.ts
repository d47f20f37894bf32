const secretFields: readonly string[] = ["Token", "VaultFetchToken", "Password", "APIKey", "QueryParams"];
const MASK = "(sensitive)";

/**
 * Returns the answer of `GET /api/config`, with `(sensitive)` for tokens, passwords and the values of headers that are
 * sent to fetch certificates. Fabio shows all of that to everybody who asks, also with `ui.access=ro`.
 * @see fabiolb/fabio config/config.go (1.7.3)
 */
export function maskConfig(config: unknown): unknown {
  if (Array.isArray(config)) return config.map(maskConfig);
  if (typeof config !== "object" || config === null) return config;
  return Object.fromEntries(Object.entries(config).map(([name, value]) => [name, maskField(name, value)]));
}

function maskField(name: string, value: unknown): unknown {
  if (name === "Header" && typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.keys(value).map((header) => [header, [MASK]]));
  }
  if (typeof value !== "string") return maskConfig(value);
  if (secretFields.includes(name)) return value === "" ? "" : MASK;
  // The address of a key in Consul may carry a token.
  return name === "CertPath" ? value.replace(/([?&]token=)[^&]*/g, `$1${MASK}`) : value;
}
