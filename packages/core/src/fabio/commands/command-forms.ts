/** Blanks between words: those of Go's regular expressions, which know fewer than `trimSpace`. */
const blanks = String.raw`[\t\n\f\r ]+`;

function word(name: string): string {
  return String.raw`(?<${name}>[^\t\n\f\r ]+)`;
}

/** Words of a command in their order, the whole line. */
function line(...words: readonly string[]): RegExp {
  return new RegExp(`^${words.join(blanks)}$`);
}

/** Words that may be absent, behind one that is there. */
function optional(...words: readonly string[]): string {
  return `(?:${blanks}${words.join(blanks)})?`;
}

const tags = `"(?<tags>[^"]*)"`;
const options = `"(?<opts>[^"]*)"`;

/** How a line of each kind begins; what follows decides only whether it is valid. */
export const beginnings = {
  add: new RegExp(`^route${blanks}add`),
  del: new RegExp(`^route${blanks}del`),
  weight: new RegExp(`^route${blanks}weight`),
} as const;

/**
 * The forms that a line may have, tried in this order; named groups are the fields of a command.
 * @see fabiolb/fabio route/parse_new.go (1.7.3)
 */
export const forms = {
  add: [
    line(
      "route",
      "add",
      word("service"),
      word("src"),
      `${word("dst")}${optional("weight", word("weight"))}${optional("tags", tags)}${optional("opts", options)}`,
    ),
  ],
  del: [
    line("route", "del", word("service"), "tags", tags),
    line("route", "del", "tags", tags),
    line("route", "del", `${word("service")}(?:${blanks}${word("src")}${optional(word("dst"))})?`),
  ],
  weight: [
    line(
      "route",
      "weight",
      word("service"),
      word("src"),
      "weight",
      `${word("weight")}${optional("tags", tags)}`,
    ),
    line("route", "weight", word("src"), "weight", word("weight"), "tags", tags),
  ],
} as const;
