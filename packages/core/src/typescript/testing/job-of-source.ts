import { asIs } from "../../jobspec/as-is.ts";
import { job, type JobFile } from "../../jobspec/builder.ts";
import { dedent } from "../../jobspec/dedent.ts";
import { readSpec, type ReadJob } from "../../jobspec/read-spec.ts";
import { at, toBool, toNumber, variables } from "../../jobspec/variables/index.ts";
import { secret } from "../../jobspec/secret.ts";
import { urlprefix } from "../../fabio/tags/urlprefix.ts";

type Source = JobFile | ((context: { readonly vars: Readonly<Record<string, string>> }) => JobFile);

/** The job that the source of a job file makes; the command line does the same with a bundler. */
export function jobOfSource(source: string, vars: Readonly<Record<string, string>> = {}): ReadJob {
  const known = { job, asIs, at, dedent, secret, toBool, toNumber, urlprefix, variables };
  const body = source
    .replace(/^import .*\n/gm, "")
    .replace("export default ", "return ")
    .replace("({ vars }: JobContext) =>", "({ vars }) =>");
  // oxlint-disable-next-line typescript/no-implied-eval -- a module of our own
  const made = new Function(...Object.keys(known), body)(...Object.values(known)) as Source;
  const file = typeof made === "function" ? made({ vars }) : made;
  const [[name, spec] = ["", {}]] = Object.entries<unknown>(file.job);
  return readSpec(name, spec);
}
