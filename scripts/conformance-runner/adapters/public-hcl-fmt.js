// @ts-check
// public/hcl.jsonl: `fmt`, what `nomad fmt` makes of the text, or says of it.
import { reportDifference } from "../hcl-syntax.js";
import { library } from "../library.js";
import { difference } from "../read-cases.js";
import { linesOf } from "../stored-job.js";

const { formatHcl } = await library("/hcl");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/public\/hcl\.jsonl$/,
  aspect: "fmt",
  async *cases(file) {
    for await (const { id, text: input, fmt } of linesOf(file)) {
      yield {
        id,
        check: () => {
          const { text, diagnostics } = formatHcl(input);
          if (typeof fmt === "object") return reportDifference(diagnostics, fmt.error, input);
          if (fmt === true) return difference(text, input);
          // The recording turned the line ends of Windows into others; hcl/fmt.jsonl shows that they stay.
          return difference(text?.replaceAll("\r\n", "\n"), fmt);
        },
      };
    }
  },
};
