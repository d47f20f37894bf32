import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";

import { jobFileEndings } from "../inputs/files/source-kind.ts";

/** The help on the job files that a command takes. */
export const filesDescription = `Job files (${jobFileEndings}), directories, patterns, or - for standard input.`;

/** The job files of a command: `static override args = { ...inputArgs }`. */
export const inputArgs = {
  files: Args.string({
    multiple: true,
    required: true,
    ignoreStdin: true,
    description: filesDescription,
  }),
};

const helpGroup = "INPUT";

/** The flags with which job files are loaded. */
export const inputFlags = {
  var: Flags.string({
    multiple: true,
    // One value a flag: otherwise `--var a=b job.ts` takes the file as a second value.
    multipleNonGreedy: true,
    default: [],
    helpGroup,
    helpValue: "NAME=VALUE",
    summary: "Value of a variable that job files use. [env: NOMAD_VAR_<name>]",
  }),
  "var-file": Flags.string({
    multiple: true,
    multipleNonGreedy: true,
    default: [],
    helpGroup,
    helpValue: "FILE",
    summary: "File of values for variables, in HCL or JSON; a later file wins over an earlier one.",
  }),
  "stdin-filename": Flags.string({
    helpGroup,
    helpValue: "NAME",
    summary: "Name for standard input; its extension says what kind of file it is.",
  }),
};
