/** Turns what a server sent into text that may be shown. */
export type Cleaner = (text: string) => string;

/**
 * A function that makes a server's text fit for errors: terminal sequences and control characters removed (tabs and
 * line feeds stay), `secrets` replaced in case a proxy echoes the request, an HTML page reduced to its title, trimmed.
 */
export function textCleaner(secrets: readonly (string | undefined)[]): Cleaner {
  // A secret of three letters hides nothing, but would garble ordinary words.
  const hidden = secrets.filter((secret): secret is string => secret !== undefined && secret.length > 3);
  return (text) => {
    let clean = stripControls(isHtml(text) ? titleOf(text) : text).trim();
    for (const secret of hidden) clean = clean.replaceAll(secret, "(redacted)");
    return clean;
  };
}

/** Whether a text is a web page: then it is not a server's API that answered. */
export function isHtml(text: string): boolean {
  return /^\s*<(?:!doctype|html|head|body)\b/i.test(text);
}

function titleOf(html: string): string {
  const title = /<title[^>]*>([^<]*)/i.exec(html)?.[1]?.trim();
  return title ? `a web page, "${title}"` : "a web page";
}

function stripControls(text: string): string {
  return (
    text
      // Escape sequences: CSI (colours, cursor), OSC (title, links), and the two-character ones.
      // eslint-disable-next-line no-control-regex -- control characters are the subject
      .replace(/\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[@-Z\\^_])/g, "")
      .replace(/\r\n?/g, "\n")
      // The other control characters, and those that change the direction of text.
      // eslint-disable-next-line no-control-regex -- control characters are the subject
      .replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, "")
  );
}
