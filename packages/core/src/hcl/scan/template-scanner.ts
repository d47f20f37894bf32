import { trimSpace } from "../../go/white-space.ts";
import { Character, characterLength, endOfIdentifier, lineBreakLength } from "./characters.ts";
import { TokenKind } from "./token-kind.ts";
import { Tokens } from "./tokens.ts";

/**
 * The grammar by which the text at hand is scanned: configuration, or the inside of one of the three forms of template.
 */
type Mode = "main" | "quoted" | "heredoc" | "bare";

/** A heredoc whose end is still to come. */
interface OpenHeredoc {
  readonly marker: string;
  /** Whether nothing of the line at hand has been taken yet; only then can it be the one that ends the heredoc. */
  isAtLineStart: boolean;
}

/**
 * Scans templates, and keeps account of what is open: templates hold interpolations, and those templates again. How deep they
 * go costs no stack.
 * @see hashicorp/hcl hclsyntax/scan_tokens.rl stringTemplate, heredocTemplate, bareTemplate (v2.20.2)
 */
export abstract class TemplateScanner {
  protected readonly text: string;
  protected readonly tokens: Tokens;
  protected at = 0;
  protected mode: Mode;
  /** The modes to go back to when the mode at hand ends. */
  readonly #outerModes: Mode[] = [];
  #braces = 0;
  /** How many braces are open where an interpolation or directive is. */
  readonly #sequences: number[] = [];
  readonly #heredocs: OpenHeredoc[] = [];

  constructor(text: string, form: "configuration" | "template") {
    this.text = text;
    this.tokens = new Tokens(text);
    this.mode = form === "configuration" ? "main" : "bare";
  }

  protected take(kind: TokenKind, length: number): void {
    this.takeTo(kind, this.at + length);
  }

  protected takeTo(kind: TokenKind, end: number): void {
    this.tokens.push(kind, this.at, end);
    this.at = end;
  }

  /** Takes what means nothing here: one character, or half of one. */
  protected takeInvalid(): void {
    const length = characterLength(this.text, this.at);
    if (length === 0) this.take(TokenKind.badCharacter, 1);
    else this.take(TokenKind.invalid, length);
  }

  protected isNext(code: number): boolean {
    return this.text.charCodeAt(this.at + 1) === code;
  }

  protected openQuote(): void {
    this.take(TokenKind.openQuote, 1);
    this.#enter("quoted");
  }

  /** Takes the beginning of a heredoc, if one is here: `<<EOT` or `<<-EOT` at the end of a line. */
  protected openHeredoc(): boolean {
    const { text } = this;
    if (!this.isNext(Character.less)) return false;
    const start = text.charCodeAt(this.at + 2) === Character.minus ? this.at + 3 : this.at + 2;
    const end = endOfIdentifier(text, start);
    if (end === start) return false;
    const lineBreak = lineBreakLength(text, end);
    if (lineBreak === 0) return false;
    this.takeTo(TokenKind.openHeredoc, end + lineBreak);
    this.#heredocs.push({ marker: text.slice(start, end), isAtLineStart: true });
    this.#enter("heredoc");
    return true;
  }

  protected openBrace(): void {
    this.take(TokenKind.openBrace, 1);
    this.#braces++;
  }

  /** Takes `}` or, where `length` is 2, `~}`: the end of the sequence at hand, if all braces within it are closed. */
  protected closeBrace(length: 1 | 2): void {
    const endsSequence = this.#sequences.at(-1) === this.#braces;
    this.take(endsSequence || length === 2 ? TokenKind.closeSequence : TokenKind.closeBrace, length);
    this.#braces--;
    if (endsSequence) {
      this.#sequences.pop();
      this.#leave();
    }
  }

  /** Scans until the template ends or goes over into an interpolation or directive. */
  protected scanTemplate(): void {
    const { mode } = this;
    while (this.at < this.text.length && this.mode === mode) {
      const code = this.text.charCodeAt(this.at);
      if ((code === Character.dollar || code === Character.percent) && this.isNext(Character.openBrace)) {
        this.#openSequence(code === Character.dollar ? TokenKind.openInterpolation : TokenKind.openDirective);
      } else if (mode === "quoted") {
        this.#takeQuoted(code);
      } else {
        this.#takeLine();
      }
    }
  }

  #openSequence(kind: TokenKind): void {
    this.take(kind, this.text.charCodeAt(this.at + 2) === Character.tilde ? 3 : 2);
    this.#braces++;
    this.#sequences.push(this.#braces);
    this.#leaveLineStart();
    this.#enter("main");
  }

  #takeQuoted(code: number): void {
    if (code === Character.quote) {
      this.take(TokenKind.closeQuote, 1);
      this.#leave();
    } else if (code === Character.dollar || code === Character.percent) {
      const length = this.#signLength();
      if (length === 0) this.take(TokenKind.invalid, 1);
      else this.take(TokenKind.quotedText, length);
    } else if (code === Character.lineFeed || code === Character.carriageReturn) {
      let end = this.at + 1;
      while (isLineEnd(this.text.charCodeAt(end))) end++;
      this.takeTo(TokenKind.quotedNewline, end);
    } else {
      const end = this.#endOfQuotedText();
      if (end > this.at) this.takeTo(TokenKind.quotedText, end);
      else this.takeInvalid();
    }
  }

  #endOfQuotedText(): number {
    const { text } = this;
    let at = this.at;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === Character.backslash) {
        const escaped = characterLength(text, at + 1);
        if (escaped === 0 || at + 1 === text.length || isLineEnd(text.charCodeAt(at + 1))) break;
        at += 1 + escaped;
      } else if (code < 0x80) {
        if (code === Character.quote || isSign(code) || isLineEnd(code)) break;
        at++;
      } else {
        const length = characterLength(text, at);
        if (length === 0) break;
        at += length;
      }
    }
    return at;
  }

  /**
   * The length of the literal `$` or `%` here: alone, or doubled before a brace, which is thereby no sequence. 0 at the end of
   * the text, where HCL's scanner waits in vain for what follows.
   */
  #signLength(): 0 | 1 | 3 | 4 {
    const { text, at } = this;
    if (at + 1 === text.length) return 0;
    const isEscaped =
      text.charCodeAt(at + 1) === text.charCodeAt(at) && text.charCodeAt(at + 2) === Character.openBrace;
    if (!isEscaped) return 1;
    return text.charCodeAt(at + 3) === Character.tilde ? 4 : 3;
  }

  /** Takes text of a heredoc or bare template: at most to the end of its line, which is part of it. */
  #takeLine(): void {
    const { text } = this;
    const sign = isSign(text.charCodeAt(this.at)) ? this.#signLength() : 0;
    if (sign === 1) return this.#takeSign();
    const end = sign > 1 ? this.at + sign : this.#endOfLineText();
    const lineBreak = lineBreakLength(text, end);
    if (end === this.at && lineBreak === 0) {
      if (characterLength(text, end) === 0) this.take(TokenKind.badCharacter, 1);
      else this.#takeRest();
    } else if (this.mode === "bare") {
      this.takeTo(TokenKind.text, end + lineBreak);
    } else if (lineBreak === 0) {
      this.#leaveLineStart();
      this.takeTo(TokenKind.text, end);
    } else {
      this.#takeHeredocLine(end, end + lineBreak);
    }
  }

  /**
   * Takes a literal `$` or `%`. HCL's scanner takes a character of ASCII with it that is the last of its line, white space too,
   * which a strip marker then does not take off; but never the line break.
   */
  #takeSign(): void {
    const isLast = this.text.charCodeAt(this.at + 1) < 0x80 && isLineEnd(this.text.charCodeAt(this.at + 2));
    this.#leaveLineStart();
    this.take(TokenKind.text, isLast ? 2 : 1);
  }

  /** Takes the end of a line of a heredoc, which may be the line that ends it. */
  #takeHeredocLine(end: number, next: number): void {
    const heredoc = this.#heredocs.at(-1);
    if (heredoc?.isAtLineStart === true && trimSpace(this.text.slice(this.at, end)) === heredoc.marker) {
      this.takeTo(TokenKind.closeHeredoc, end);
      this.takeTo(TokenKind.newline, next);
      this.#heredocs.pop();
      this.#leave();
      return;
    }
    if (heredoc !== undefined) heredoc.isAtLineStart = true;
    this.takeTo(TokenKind.text, next);
  }

  #endOfLineText(): number {
    const { text } = this;
    let at = this.at;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code < 0x80) {
        if (isSign(code) || isLineEnd(code)) break;
        at++;
      } else {
        const length = characterLength(text, at);
        if (length === 0) break;
        at += length;
      }
    }
    return at;
  }

  /**
   * Where HCL's scanner is stuck, at a carriage return alone or a sign at the end, it takes the rest of the text as one
   * token.
   */
  #takeRest(): void {
    const isOutermost = this.mode === "bare" && this.#outerModes.length === 0;
    this.takeTo(isOutermost ? TokenKind.text : TokenKind.invalid, this.text.length);
  }

  #leaveLineStart(): void {
    const heredoc = this.#heredocs.at(-1);
    if (heredoc !== undefined) heredoc.isAtLineStart = false;
  }

  #enter(mode: Mode): void {
    this.#outerModes.push(this.mode);
    this.mode = mode;
  }

  #leave(): void {
    this.mode = this.#outerModes.pop() ?? this.mode;
  }
}

function isSign(code: number): boolean {
  return code === Character.dollar || code === Character.percent;
}

function isLineEnd(code: number): boolean {
  return code === Character.lineFeed || code === Character.carriageReturn;
}
