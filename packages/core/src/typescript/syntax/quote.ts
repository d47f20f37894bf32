/** A text in quotes: in double ones, unless single ones need fewer escapes, as Prettier chooses. */
export function quoted(value: string): string {
  const doubles = value.split('"').length;
  const singles = value.split("'").length;
  const mark = doubles > singles ? "'" : '"';
  const inner = value.replace(/["'\\\p{C}\u2028\u2029]/gu, (character) => {
    if (character === '"' || character === "'") return character === mark ? `\\${character}` : character;
    return escaped(character);
  });
  return mark + inner + mark;
}

/** A part of a text in backquotes; its line breaks stay. */
export function inBackquotes(value: string): string {
  return value.replace(/`|\$(?=\{)|\\|(?![\n\t])\p{C}/gu, (character) =>
    character === "`" || character === "$" || character === "\\" ? `\\${character}` : escaped(character),
  );
}

/** The key of an object, in quotes where it has to be. */
export function propertyName(name: string): string {
  // Any other way to write this one sets the prototype.
  if (name === "__proto__") return '["__proto__"]';
  return isName(name) ? name : quoted(name);
}

/** Whether a text can stand as a name without quotes. */
export function isName(text: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(text);
}

const short: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\" };

/** Characters that nobody sees are written by their number. */
function escaped(character: string): string {
  const known = short[character];
  if (known !== undefined) return known;
  const number = character.codePointAt(0) ?? 0;
  return number > 0xff_ff ? `\\u{${number.toString(16)}}` : `\\u${number.toString(16).padStart(4, "0")}`;
}
