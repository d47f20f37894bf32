import { type DiagnosticCode, diagnosticCodes, didYouMean, NomadxError } from "@nomadx/core";
import * as Args from "@oclif/core/args";
import { command } from "../command/command.ts";

interface Explanation {
  readonly codes: readonly { readonly code: string; readonly meaning: string }[];
}

export default command({
  summary: "Explain the code of an error or a warning.",
  examples: ["<%= config.bin %> explain NX206", "<%= config.bin %> explain"],
  args: {
    code: Args.string({ ignoreStdin: true, description: "Such as NX206. Without it, all codes are listed." }),
  },
  async run({ args }, { terminal }): Promise<Explanation> {
    const known = Object.entries(diagnosticCodes).map(([code, meaning]) => ({ code, meaning }));
    const codes = args.code === undefined ? known : [find(args.code.toUpperCase())];
    const { bold } = terminal.out;
    terminal.print(codes.map(({ code, meaning }) => `${bold(code)}  ${meaning}`).join("\n"));
    return { codes };
  },
});

function find(code: string): Explanation["codes"][number] {
  if (isCode(code)) return { code, meaning: diagnosticCodes[code] };
  const similar = didYouMean(code, Object.keys(diagnosticCodes));
  throw new NomadxError("usage", `There is no code ${code}`, {
    help: similar === undefined ? "nomadx explain lists all codes." : `Did you mean ${similar}?`,
  });
}

function isCode(code: string): code is DiagnosticCode {
  return Object.hasOwn(diagnosticCodes, code);
}
