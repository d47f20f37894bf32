import { lowerCase, titleCase, upperCase } from "../../go/letter-case.ts";
import { trimSpace } from "../../go/white-space.ts";
import type { CallResult } from "../evaluate/hcl-function.ts";
import { integerValue, listValue, stringValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { stringType } from "../values/types.ts";
import { asText, asWhole, define, itemsOf, number, ofTexts, results, text, texts } from "./define.ts";
import type { Functions } from "./define.ts";
import { graphemes } from "../../text/graphemes.ts";

const reverse = ofTexts(["str"], (given) => graphemes(given).toReversed().join(""));

/**
 * Functions of texts. A "character" is a grapheme cluster where it counts or cuts, and a code point elsewhere.
 * @see zclconf/go-cty cty/function/stdlib/{string,string_replace}.go (1.19.0)
 */
export const stringFunctions: Functions = {
  upper: ofTexts(["str"], upperCase),
  lower: ofTexts(["str"], lowerCase),
  title: ofTexts(["str"], titleCase),
  strlen: define([text("str")], results.number, ([given]) => ({
    value: integerValue(graphemes(asText(given)).length),
  })),
  reverse,
  strrev: reverse,
  substr: define([text("str"), number("offset"), number("length")], results.text, substr),
  replace: ofTexts(["str", "substr", "replace"], (given, old, replacement) =>
    old === ""
      ? [...splitCharacters(given), ""].reduce((before, next) => before + replacement + next, "")
      : given.replaceAll(old, () => replacement),
  ),
  split: define([text("separator"), text("str")], results.texts, ([separator, given]) => ({
    value: listValue(stringType, split(asText(given), asText(separator)).map(stringValue)),
  })),
  join: define([text("separator")], results.text, join, texts("lists")),
  trim: ofTexts(["str", "cutset"], (given, cutset) => {
    const cut = new Set(cutset);
    const characters = Array.from(given);
    const start = characters.findIndex((character) => !cut.has(character));
    const end = characters.findLastIndex((character) => !cut.has(character));
    return start < 0 ? "" : characters.slice(start, end + 1).join("");
  }),
  trimprefix: ofTexts(["str", "prefix"], (given, prefix) =>
    given.startsWith(prefix) ? given.slice(prefix.length) : given,
  ),
  trimsuffix: ofTexts(["str", "suffix"], (given, suffix) =>
    suffix !== "" && given.endsWith(suffix) ? given.slice(0, -suffix.length) : given,
  ),
  trimspace: ofTexts(["str"], trimSpace),
  chomp: ofTexts(["str"], (given) => given.slice(0, endOfText(given))),
  indent: define([number("spaces"), text("str")], results.text, ([spaces, given]) => {
    const whole = asWhole(spaces);
    if ("problem" in whole) return whole;
    if (whole.whole < 0) return { problem: "the number of spaces must not be negative" };
    if (whole.whole > mostSpaces) return { problem: `more than ${mostSpaces} spaces are not supported` };
    const padding = " ".repeat(whole.whole);
    return { value: stringValue(asText(given).replaceAll("\n", `\n${padding}`)) };
  }),
};

/** Lines that are further to the right are a mistake, and would only fill the memory. */
const mostSpaces = 10_000;

/** Where the line breaks at the end begin. */
function endOfText(given: string): number {
  let end = given.length;
  while (end > 0 && (given[end - 1] === "\n" || given[end - 1] === "\r")) end -= 1;
  return end;
}

function splitCharacters(given: string): string[] {
  return Array.from(given);
}

/** As Go splits: without a separator into characters, of which an empty text has none. */
function split(given: string, separator: string): string[] {
  return separator === "" ? splitCharacters(given) : given.split(separator);
}

function join([separator, ...lists]: readonly Value[]): CallResult {
  if (lists.length === 0) return { problem: "at least one list is required" };
  const parts: string[] = [];
  for (const [position, list] of lists.entries()) {
    for (const [index, item] of itemsOf(list).entries()) {
      if (item.kind === "null") {
        const where = lists.length > 1 ? `element ${index} of list ${position + 1}` : `element ${index}`;
        return { problem: `${where} is null, and null cannot be put into a text`, argument: position + 1 };
      }
      parts.push(asText(item));
    }
  }
  return { value: stringValue(parts.join(asText(separator))) };
}

function substr([given, from, count]: readonly Value[]): CallResult {
  const offset = asWhole(from);
  if ("problem" in offset) return offset;
  const length = asWhole(count);
  if ("problem" in length) return length;
  const characters = graphemes(asText(given));
  // A length of 0 counts only without a negative offset: so it is on the server.
  if (offset.whole >= 0 && length.whole === 0) return { value: stringValue("") };
  const start = offset.whole < 0 ? Math.max(0, characters.length + offset.whole) : offset.whole;
  const end = length.whole <= 0 ? characters.length : start + length.whole;
  return { value: stringValue(characters.slice(start, end).join("")) };
}
