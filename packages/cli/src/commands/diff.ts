import { summarizePlans } from "@nomadx/core/plan";
import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";

import { command } from "../command/command.ts";
import { planAgainst } from "../deploy/plan-against.ts";
import { planAnswer, type PlanAnswer } from "../deploy/plan-answer.ts";
import { inputFlags } from "../flags/input-flags.ts";
import { readOthers } from "../inputs/read-others.ts";
import { inputContext } from "../inputs/read-jobs.ts";
import { showPlans } from "../output/show-plans.ts";

const sources = "a file, a folder, a pattern, or git:REF:PATH";

export default command({
  summary: "Show how jobs differ, as Nomad would plan them, without a server.",
  description: "git:REF without a path stands for the files of the other side in that commit.",
  examples: [
    "<%= config.bin %> diff old.nomad new.nomad",
    "<%= config.bin %> diff git:main jobs/",
    "<%= config.bin %> diff staging/ production/ --detailed-exitcode",
  ],
  args: {
    old: Args.string({ required: true, ignoreStdin: true, description: `The jobs of before: ${sources}.` }),
    new: Args.string({ required: true, ignoreStdin: true, description: `The jobs of after: ${sources}.` }),
  },
  flags: {
    ...inputFlags,
    "detailed-exitcode": Flags.boolean({ summary: "Exit with 2 when anything differs." }),
    verbose: Flags.boolean({ summary: "Show the contents of new and removed groups and tasks, too." }),
  },
  async run({ args, flags }, context): Promise<PlanAnswer> {
    const { terminal, report, exitWith } = context;
    const surroundings = await inputContext(flags, context);
    const before = await readOthers(args.old, filesOf(args.new), surroundings);
    const after = await readOthers(args.new, filesOf(args.old), surroundings);
    terminal.keepSecret([...before, ...after].flatMap(({ secrets }) => secrets));
    report.covers([...new Set(after.map(({ file }) => file))]);
    const plans = planAgainst({ source: args.old, jobs: before }, after);
    const summary = summarizePlans(plans.planned.map(({ verdict }) => verdict));
    await showPlans(plans, summary, { diff: true, verbose: flags.verbose, runOptions: [] }, context);
    if (summary.changes && flags["detailed-exitcode"]) exitWith("changes");
    return planAnswer(plans, summary);
  },
});

/** The files that `git:REF` stands for, by the other side: all below this folder, where that is a commit, too. */
function filesOf(other: string): readonly string[] {
  return [other.startsWith("git:") ? "." : other];
}
