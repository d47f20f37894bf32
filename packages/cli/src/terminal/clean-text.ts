// C0 without tab and line feed, DEL, C1; and the marks that reorder text, with which a name can be made to look like another.
// oxlint-disable-next-line no-control-regex -- these are what it is for
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

// A style that `Palette` may write, or else any other control character.
const stylesAndControls = new RegExp(String.raw`(\u001b\[(?:1|2|22|3[1-6]|39|90)m)|${controls.source}`, "g");

/**
 * The text without control characters other than tab and line feed: for text that came from a server or a file.
 * @example cleanText("web\u001b[2J") // "web[2J"
 */
export function cleanText(text: string): string {
  return text.replace(controls, "");
}

/** As {@link cleanText}, but keeps the colours of nomadx's own palette: the last guard before a terminal. */
export function cleanStyledText(text: string): string {
  return text.replace(stylesAndControls, "$1");
}

/** JSON text in which the control characters that JSON itself allows are escaped too; it means the same. */
export function cleanJson(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    (character) => String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
