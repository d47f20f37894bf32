import { shortenText } from "./shorten-text.ts";

// C0 without tab and line feed, DEL, C1; and the marks that reorder text, with which a name can be made to look like another.
// oxlint-disable-next-line no-control-regex -- these are what it is for
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

// A style that `Palette` may write, or else any other control character.
const stylesAndControls = new RegExp(String.raw`(\u001b\[(?:1|2|22|3[1-6]|39|90)m)|${controls.source}`, "g");

// Line breaks that neither JSON nor a terminal's user takes for text.
const lineSeparators = /[\u2028\u2029]/g;

// Letters that nobody sees, with which two names look the same. The joiners belong to words and pictures of some scripts, none
// of which is ASCII.
const invisible = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff]|(?<!\P{ASCII})[\u200c\u200d]/gu;

/**
 * The text without control characters other than tab and line feed, and with escapes in place of what nobody sees: for text
 * that came from a server or a file.
 * @example
 * cleanText("web\u001b[2J"); // "web[2J"
 * cleanText("we\u200bb"); // the letters we\u200bb
 */
export function cleanText(text: string): string {
  return visible(text.replace(controls, ""));
}

function visible(text: string): string {
  return text.replace(lineSeparators, " ").replace(invisible, escaped);
}

function escaped(character: string): string {
  return String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * The text as one line that is not too long to be read: for names and values in tables and sentences, where a line break would
 * forge another one.
 * @example oneLine("web\nSTATUS  running") // "web STATUS running"
 */
export function oneLine(text: string): string {
  return shortenText(joinLines(cleanText(text)));
}

/** The text as lines for people: clean, and not too long to be read. */
export function readableLines(text: string): readonly string[] {
  return shortenText(cleanText(text)).split("\n");
}

/** Puts the lines of a text into one, also of a text that is styled already. */
export function joinLines(text: string): string {
  return text.replaceAll(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, " ");
}

/**
 * As {@link cleanText}, but keeps the colours of nomadx's own palette: the last guard before a terminal. A style that is
 * not taken back on its line, as in a log line of somebody else's, ends with it.
 */
export function cleanStyledText(text: string): string {
  const clean = visible(text.replace(stylesAndControls, "$1"));
  return clean.includes("\u001b") ? clean.split("\n").map(closed).join("\n") : clean;
}

/** The sequences that end a style, and the styles they end. */
const ends: readonly (readonly [end: string, begins: RegExp])[] = [
  ["22", /^[12]$/],
  ["39", /^(?:3[1-6]|90)$/],
];

function closed(line: string): string {
  // oxlint-disable-next-line no-control-regex -- it is what a style begins with
  const codes = [...line.matchAll(/\u001b\[(\d+)m/g)].map(([, code = ""]) => code);
  const open = ends.filter(
    ([end, begins]) => codes.findLastIndex((code) => begins.test(code)) > codes.lastIndexOf(end),
  );
  return `${line}${open.map(([end]) => `\u001b[${end}m`).join("")}`;
}

/**
 * JSON text in which the characters that JSON itself allows, and that a terminal would obey or not show, are escaped too; it
 * means the same.
 */
export function cleanJson(json: string): string {
  return json.replace(/[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, escaped).replace(invisible, escaped);
}
