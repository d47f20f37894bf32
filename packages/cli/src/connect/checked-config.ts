import { didYouMean, NomadxError, type NomadxConfig } from "@nomadx/core";

type Section = keyof NomadxConfig;

const tls = { caCert: true, caPath: true, clientCert: true, clientKey: true, tlsServerName: true } as const;

/** The settings that each section knows; the compiler keeps them those of the type. */
const known: { readonly [Name in Section]-?: Readonly<Record<keyof NonNullable<NomadxConfig[Name]>, true>> } =
  {
    nomad: { address: true, region: true, namespace: true, ...tls },
    consul: { address: true, datacenter: true, namespace: true, partition: true, ...tls },
    fabio: { address: true, tagPrefix: true },
  };

/** Where a secret belongs that stands in the file. */
const elsewhere: Readonly<Record<string, string>> = {
  "nomad.token": "NOMAD_TOKEN",
  "consul.token": "CONSUL_HTTP_TOKEN",
};

/**
 * Returns the content of a configuration file, once it is known to hold nothing that would be passed over.
 * @param file its name, for messages
 * @throws {NomadxError} `invalid` that names every mistake
 */
export function checkedConfig(value: unknown, file: string): NomadxConfig {
  if (!isObject(value)) {
    throw new NomadxError("invalid", `${file} exports no configuration`, {
      help: 'Export one: export default defineConfig({ nomad: { address: "http://127.0.0.1:4646" } })',
    });
  }
  const mistakes = Object.entries(value).flatMap(([name, settings]) => mistakesIn(name, settings));
  if (mistakes.length === 0) return value;
  throw new NomadxError("invalid", mistakes.map((mistake) => `${file}: ${mistake}`).join("\n"));
}

function mistakesIn(section: string, settings: unknown): readonly string[] {
  if (!isSection(section)) return [`there is no section "${section}"${meant(section, Object.keys(known))}`];
  if (settings === undefined) return [];
  if (!isObject(settings)) return [`${section} has to be an object of settings`];
  const names = Object.keys(known[section]);
  return Object.entries(settings).flatMap(([name, setting]) => {
    const secret = elsewhere[`${section}.${name}`];
    if (secret !== undefined) return [`${section}.${name} does not belong in a file: set ${secret} instead`];
    if (!names.includes(name)) return [`${section} has no setting "${name}"${meant(name, names)}`];
    const isFit = setting === undefined || typeof setting === "string";
    return isFit ? [] : [`${section}.${name} has to be a text, not ${kindOf(setting)}`];
  });
}

function isSection(name: string): name is Section {
  return Object.hasOwn(known, name);
}

function meant(name: string, names: readonly string[]): string {
  const similar = didYouMean(name, names);
  return similar === undefined ? `; there are ${names.join(", ")}` : `: did you mean ${similar}?`;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
