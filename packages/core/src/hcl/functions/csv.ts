type Records = { readonly records: readonly (readonly string[])[] } | { readonly problem: string };

/**
 * The records of a CSV text: fields with commas between them, in quotes where they hold commas, quotes or line breaks. Empty
 * lines are passed over; all records have as many fields as the first.
 * @see golang/go encoding/csv reader.go (1.26)
 */
export function readCsv(text: string): Records {
  const records: string[][] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const lineBreak = /\r?\n/y;
    lineBreak.lastIndex = at;
    const empty = lineBreak.exec(text);
    if (empty !== null) {
      at += empty[0].length;
      line += 1;
      continue;
    }
    const record = readRecord(text, at, line);
    if ("problem" in record) return record;
    const [first] = records;
    if (first !== undefined && first.length !== record.fields.length) {
      return {
        problem: `line ${line} has ${record.fields.length} fields, and the first one ${first.length}`,
      };
    }
    records.push(record.fields);
    at = record.end;
    line = record.line;
  }
  return { records };
}

type Record =
  { readonly fields: string[]; readonly end: number; readonly line: number } | { readonly problem: string };

function readRecord(text: string, start: number, startLine: number): Record {
  const fields: string[] = [];
  let at = start;
  let line = startLine;
  for (;;) {
    if (text[at] === '"') {
      const field = /"((?:[^"]|"")*)"(?=,|\r?\n|\r?$)/y;
      field.lastIndex = at;
      const match = field.exec(text);
      if (match === null)
        return { problem: `line ${line}: the quotes around a field are not closed, or not in pairs` };
      const content = (match[1] ?? "").replaceAll("\r\n", "\n");
      line += content.split("\n").length - 1;
      fields.push(content.replaceAll('""', '"'));
      at += match[0].length;
    } else {
      const field = /[^,\n]*/y;
      field.lastIndex = at;
      const raw = field.exec(text)?.[0] ?? "";
      at += raw.length;
      const content = text[at] === "," ? raw : raw.replace(/\r$/, "");
      if (content.includes('"'))
        return { problem: `line ${line}: there is a quote inside a field that is not quoted` };
      fields.push(content);
    }
    if (text[at] === ",") {
      at += 1;
      continue;
    }
    const lineBreak = /\r?\n|\r?$/y;
    lineBreak.lastIndex = at;
    return { fields, end: at + (lineBreak.exec(text)?.[0].length ?? 0), line: line + 1 };
  }
}
