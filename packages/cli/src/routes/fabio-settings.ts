import { NomadxError } from "@nomadx/core";
import {
  DEFAULT_VERSION,
  loadConfig,
  readSettings,
  type FabioSettings,
  type FabioStart,
  type FabioVersion,
  type JobRouting,
} from "@nomadx/core/fabio";

/** Stands for the address of the machine that Fabio runs on, where nobody says it. */
export const FABIO_ADDRESS = "<fabio>";

/** The settings of a Fabio, and whose they are. */
export interface NamedSettings extends FabioSettings {
  /** For people: `job "fabio"`, `Fabio at http://127.0.0.1:9998`. */
  readonly from: string;
}

/** The settings of the first Fabio that one of the jobs runs. */
export function settingsOfJobs({ fabio: task }: Pick<JobRouting, "fabio">): NamedSettings | undefined {
  if (task === undefined) return undefined;
  const { args, environ, properties, version = DEFAULT_VERSION } = task;
  const start = { args, environ, ...(properties !== undefined && { properties }) };
  return settingsOfStart(start, { version, from: `job "${task.job}"` });
}

/** The settings of a default Fabio with the listeners of `--listener` flags, each an entry of Fabio's `proxy.addr`. */
export function settingsOfFlags(listeners: readonly string[]): NamedSettings {
  // A certificate source that is named has to be there.
  const names = new Set([...listeners.join(",").matchAll(/;cs=([^;,]+)/g)].map(([, name]) => name ?? ""));
  const sources = [...names].map((name) => `cs=${name};type=file;cert=cert.pem;key=key.pem`);
  const args = [
    `-proxy.addr=${listeners.join(",")}`,
    ...(sources.length > 0 ? [`-proxy.cs=${sources.join(",")}`] : []),
  ];
  const named = { version: DEFAULT_VERSION, from: "--listener" };
  // Nobody said which there are.
  const { authSchemes: _, ...settings } = settingsOfStart({ args }, named);
  return settings;
}

/** @throws {NomadxError} `usage` or `invalid` where Fabio would not start */
function settingsOfStart(
  start: FabioStart,
  { version, from }: { readonly version: FabioVersion; readonly from: string },
): NamedSettings {
  const { config, problems } = loadConfig({ ...start, version });
  if (config === undefined) {
    throw new NomadxError(from === "--listener" ? "usage" : "invalid", `${from}: Fabio would not start`, {
      help: problems.map(({ message }) => message).join("; "),
    });
  }
  const settings = readSettings(start, version);
  const isWritten = settings.texts.some(({ name }) => name === "proxy.localip");
  // Otherwise it is that of the machine, which no start tells.
  const values = isWritten ? settings.values : { ...settings.values, "proxy.localip": FABIO_ADDRESS };
  return { ...settings, values, from };
}

/** The settings of a running Fabio. */
export function settingsOfLive(settings: FabioSettings, address: string): NamedSettings {
  return { ...settings, from: `Fabio at ${address}` };
}
