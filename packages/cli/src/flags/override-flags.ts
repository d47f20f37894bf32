import * as Flags from "@oclif/core/flags";

import { consulFlags } from "./consul-flags.ts";
import { fabioFlags } from "./routes-flags.ts";

/** The flags of commands that write overrides. */
export const overrideFlags = {
  ...fabioFlags,
  ...consulFlags,
  key: Flags.string({
    default: "",
    helpValue: "KEY",
    summary: "Key below Fabio's own, such as /team-a; without it, Fabio's own key.",
  }),
  "if-version": Flags.string({
    helpValue: "VERSION",
    summary: "Write only when the key still has this version, as `override list` showed it.",
  }),
  "dry-run": Flags.boolean({ summary: "Show what the table would become, and write nothing." }),
};
