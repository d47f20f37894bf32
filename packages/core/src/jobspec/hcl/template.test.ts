import { expect, test } from "vitest";

import { printExpression } from "../../hcl/print/print-expression.ts";
import { templateOf } from "./template.ts";

/** Shows what stays a reference between guillemets. */
function show(text: string): string {
  return templateOf(text)
    .parts.map((part) => {
      if (part.kind === "text") return part.value;
      return part.kind === "interpolation" ? `«${printExpression(part.expression)}»` : part.kind;
    })
    .join("");
}

test.each([
  ["${NOMAD_PORT_http}", "«NOMAD_PORT_http»"],
  ["0.0.0.0:${NOMAD_PORT_http}/${node.unique.id}", "0.0.0.0:«NOMAD_PORT_http»/«node.unique.id»"],
  ["${attr.kernel.name}", "«attr.kernel.name»"],
  ["${meta.x-y}", "«meta.x-y»"],
  ['${env["X"]}', '«env["X"]»'],
  ['${meta["example.com/team a"]}', '«meta["example.com/team a"]»'],
  ["${device.attr.memory}", "«device.attr.memory»"],
  ["${a[0].b}", "«a[0].b»"],
  ["100%${a}", "100%«a»"],
  ["{${a}{", "{«a»{"],
  ['${a["${b}"]}', '${a["«b»"]}'],
])("%s is what Nomad's parser gives back as it is", (text, shown) => {
  expect(show(text)).toBe(shown);
});

test.each([
  ["", "nothing"],
  ["plain", "no sequence"],
  ["${var.x}", "a variable of the job"],
  ["${local.x}", "a local"],
  ["${true}", "a value of HCL"],
  ["${null}", "a value of HCL"],
  ['${upper("a")}', "a call"],
  ['${"a"}', "a text"],
  ["${1}", "a number"],
  ["${a + b}", "a calculation"],
  ["${a ? b : c}", "a condition"],
  ["${[a]}", "a list"],
  ["${a.*.b}", "a splat"],
  ["${a[*]}", "a splat"],
  ["${a[b]}", "an index that is computed"],
  ["${a.0}", "an index in the old way"],
  ['${a["\\""]}', "an escape in an index"],
  ["${a['x']}", "the wrong quotes"],
  ["${é}", "a letter that HCL might compose"],
  ["${ a }", "blanks, which nomad fmt takes out"],
  ["${a }", "a blank, which nomad fmt takes out"],
  ["${~a~}", "marks that trim the text around"],
  ["${a}}", "a brace after it, which Nomad's parser doubles"],
  ["${a}  }", "a brace after it, with blanks between"],
  ["$${a}", "a dollar sign before it, which would escape it"],
  ["${a", "no end"],
  ["${}", "nothing in it"],
  ["%{ if a }b%{ endif }", "a directive"],
  ["${HOME:-/root}", "a default value, as in a shell"],
])("%j is text: %s", (text) => {
  expect(show(text)).toBe(text);
});
