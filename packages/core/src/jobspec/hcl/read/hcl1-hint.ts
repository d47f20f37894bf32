import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";

/**
 * A way out for what HCL 1 took and Nomad 2.0 refuses: `undefined` where the problem has another reason, or says it already.
 * @see hashicorp/nomad jobspec (1.x), hashicorp/hcl parser (v1.0.0)
 */
export function hcl1Hint({ code, source, detail = "" }: Diagnostic, text: string): string | undefined {
  if (source === undefined) return undefined;
  const rest = text.slice(source.start.offset, source.start.offset + 200);
  switch (code) {
    case "NX506": {
      const name = /^"([^"\n]*)"/.exec(rest)?.[1];
      if (name === undefined) return undefined;
      return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name)
        ? `HCL 1 took quotes here. Now it is: ${name} = … ${rewritten}`
        : `HCL 1 took any name in quotes. Now "${name}" can only be the key of an object: env = { "${name}" = … } ${rewritten}`;
    }
    case "NX508": {
      const dotted = /^([\w-]+(?:\.[\w-]+)+)\s*=/.exec(rest)?.[1];
      if (dotted !== undefined)
        return `HCL 1 took names with dots. Now "${dotted}" can only be the key of an object: env = { "${dotted}" = … } ${rewritten}`;
      return rest.startsWith('"')
        ? `HCL 1 took several arguments, and quoted names, in a block on one line. Put each on a line of its own, without quotes. ${rewritten}`
        : undefined;
    }
    case "NX511":
      return `HCL 1 took commas between arguments: leave it out. ${rewritten}`;
    case "NX509":
    case "NX513":
      return `HCL 1 took several arguments in a block on one line: put each on a line of its own. ${rewritten}`;
    case "NX510":
    case "NX514":
      return `HCL 1 took several on one line: put this on the next. ${rewritten}`;
    case "NX504":
      return "Is a quotation mark missing? Where the text is meant to have several lines, write <<EOT, the lines, and EOT on a line of its own, in place of the quotes.";
    case "NX505":
      return "HCL 1 took the last one, and said nothing.";
    case "NX537":
      return rest.includes("${")
        ? "A label is what it says. Where another tool fills this in, such as Terraform's templatefile, give nomadx what comes out."
        : undefined;
    case "NX533":
      return rest.startsWith("{")
        ? `HCL 1 took blocks within objects. Now a key needs its equals sign: name = { … } ${rewritten}`
        : undefined;
    case "NX512":
      return /^\s/.test(rest) && detail.includes("on the line where the block begins")
        ? "If this is an argument, an equals sign is missing: name = value."
        : undefined;
    case "NX203":
      return detail.includes("list of string required, but have string")
        ? `HCL 1 made a list of one text. Now it is written as one: ["…"]. ${rewritten}`
        : undefined;
    case "NX565":
      return detail.includes("are switched off here")
        ? "nomadx on the command line reads files below the folder of the job file, as nomad job run does; a server reads none."
        : undefined;
    default:
      return undefined;
  }
}

const rewritten = "(nomadx fmt --upgrade rewrites it.)";
