/**
 * The errors in a refusal by Nomad, one a line: `2 errors occurred:\n\t* first\n\t* second` are two, however deep they
 * are nested. A text of another kind is one error.
 */
export function serverErrors(text: string): string[] {
  const errors: string[] = [];
  for (const line of text.split("\n").map((each) => each.trim())) {
    const item = line.replace(/^(?:\* )+/, "");
    if (item === "" || /^\d+ errors? occurred:$/.test(item)) continue;
    if (item !== line || errors.length === 0) errors.push(item.replace(/\d+ errors? occurred:$/, "").trim());
    else errors.push(`${errors.pop() ?? ""} ${item}`);
  }
  return errors;
}
