/**
 * The errors in a refusal by Nomad, one a line: `2 errors occurred:\n\t* first\n\t* second` are two. Each of a nested list
 * has the words before that list in front of it. A text of another kind is one error.
 */
export function serverErrors(text: string): string[] {
  const errors: string[] = [];
  /** The lists that are open: what stands before their items, and how many of these are to come. */
  const open: { prefix: string; left: number }[] = [];
  for (const line of text.split("\n").map((each) => each.trim())) {
    const item = line.replace(/^(?:\* )+/, "");
    if (item === "") continue;
    while (open.at(-1)?.left === 0) open.pop();
    const list = open.at(-1);
    const [, before = "", count] = /^(.*?)(\d+) errors? occurred:$/.exec(item) ?? [];
    if (count !== undefined) {
      if (list !== undefined) list.left -= 1;
      open.push({ prefix: `${list?.prefix ?? ""}${before}`, left: Number(count) });
    } else if (item !== line || errors.length === 0) {
      if (list !== undefined) list.left -= 1;
      errors.push(`${list?.prefix ?? ""}${item}`);
    } else {
      errors.push(`${errors.pop() ?? ""} ${item}`);
    }
  }
  return errors;
}
