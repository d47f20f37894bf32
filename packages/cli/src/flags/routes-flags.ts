import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";

import { consulFlags } from "./consul-flags.ts";
import { filesDescription } from "./input-flags.ts";

const helpGroup = "ROUTES";

/** Job files of a command that can also look at something else. */
export const optionalFiles = Args.string({
  multiple: true,
  required: false,
  ignoreStdin: true,
  description: filesDescription,
});

/** Which Fabio is asked. */
export const fabioFlags = {
  fabio: Flags.string({
    multiple: true,
    multipleNonGreedy: true,
    default: [],
    helpGroup,
    helpValue: "URL",
    summary: "Admin address of a Fabio; may be given several times. [env: FABIO_ADDR]",
  }),
};

/** A file of route commands. */
export const tableFlag = {
  table: Flags.string({
    helpGroup,
    helpValue: "FILE",
    summary: "Take the routes from a file of Fabio's own route commands, or - for standard input.",
  }),
};

/** Where a route table comes from. */
export const routeSourceFlags = {
  from: Flags.option({
    options: ["files", "consul", "fabio"] as const,
    helpGroup,
    summary:
      "Take the routes from job files, from the services in Consul, or from a running Fabio. Without files: fabio.",
  })(),
  ...tableFlag,
  ...fabioFlags,
  ...consulFlags,
};
