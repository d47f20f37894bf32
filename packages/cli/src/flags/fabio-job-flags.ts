import { NomadxError } from "@nomadx/core";
import { DEFAULT_VERSION, type FabioVersion } from "@nomadx/core/fabio";
import * as Flags from "@oclif/core/flags";

type Release = `${number}.${number}.${number}`;

/** The flags that describe the job which runs Fabio. */
export const fabioJobFlags = {
  listen: Flags.string({
    multiple: true,
    multipleNonGreedy: true,
    default: [],
    helpValue: "ENTRY",
    summary:
      "An entry of Fabio's proxy.addr: an address, and options after semicolons. Default: :9999;proto=http",
  }),
  from: Flags.string({
    multiple: true,
    multipleNonGreedy: true,
    default: [],
    helpValue: "FILE",
    summary: "Job files or directories: adds the listeners that their routes need.",
  }),
  "ui-addr": Flags.string({
    helpValue: "ENTRY",
    summary: "Fabio's ui.addr, for its admin API. Default: :9998",
  }),
  "fabio-version": Flags.custom<FabioVersion>({
    parse: readRelease,
    helpValue: "VERSION",
    summary: `Release of Fabio. Default: ${DEFAULT_VERSION}`,
  })(),
  "nomad-version": Flags.custom<Release>({
    parse: readRelease,
    helpValue: "VERSION",
    summary: "Release of Nomad: before 1.11 system jobs have no deployments.",
  })(),
  image: Flags.string({
    helpValue: "IMAGE",
    summary: "Docker image. Default: fabiolb/fabio in that version",
  }),
  "registry-addr": Flags.string({
    helpValue: "ADDRESS",
    summary: "Consul, if it is not the agent of the node.",
  }),
  datacenter: Flags.string({
    multiple: true,
    multipleNonGreedy: true,
    helpValue: "NAME",
    summary: "Default: dc1",
  }),
  network: Flags.option({
    options: ["group", "task"] as const,
    summary: "Reserve ports in the group (Nomad 0.10.4 and later) or, as before, in the task.",
  })(),
  health: Flags.option({
    options: ["route", "port", "none"] as const,
    summary: "Health check in Consul: a route through Fabio, an open port, or none.",
  })(),
  flag: Flags.string({
    multiple: true,
    multipleNonGreedy: true,
    default: [],
    helpValue: "NAME=VALUE",
    summary: "Another flag of Fabio's, such as proxy.matcher=glob.",
  }),
  format: Flags.option({
    options: ["hcl", "ts", "json"] as const,
    default: "hcl" as const,
    summary: "HCL, a job file that calls fabioJob(), or the API's JSON.",
  })(),
};

// oclif expects a promise.
async function readRelease(text: string): Promise<Release> {
  if (isRelease(text)) return text;
  throw new NomadxError("usage", `${JSON.stringify(text)} is not a release such as ${DEFAULT_VERSION}`);
}

function isRelease(text: string): text is Release {
  return /^\d+\.\d+\.\d+$/.test(text);
}
