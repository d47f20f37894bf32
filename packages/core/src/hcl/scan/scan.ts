import { byteOrderMark, Character, endOfIdentifier } from "./characters.ts";
import { endOfNumber } from "./number.ts";
import { TemplateScanner } from "./template-scanner.ts";
import { TokenKind } from "./token-kind.ts";
import type { Tokens } from "./tokens.ts";

/**
 * Cuts a text into tokens, as HCL's scanner does; whatever it holds, nothing is left out but spaces and tabs between tokens,
 * and a byte order mark before the first. `form` says whether the text is configuration (a file or an expression), or a
 * template without marks around it. Takes time in proportion to the length of the text.
 * @see hashicorp/hcl hclsyntax/scan_tokens.rl (v2.20.2)
 */
export function scan(text: string, form: "configuration" | "template" = "configuration"): Tokens {
  return new Scanner(text, form).scan();
}

/** Scans what is no template: all that stands outside of quotes and heredocs, or within interpolations in them. */
class Scanner extends TemplateScanner {
  /** Whether no comment ends from here on; a text full of `/*` would else be searched again and again. */
  #hasNoCommentEnd = false;

  scan(): Tokens {
    if (this.text.charCodeAt(0) === byteOrderMark) this.at = 1;
    while (this.at < this.text.length) {
      if (this.mode === "main") this.#scanMain();
      else this.scanTemplate();
    }
    this.tokens.push(TokenKind.endOfFile, this.text.length, this.text.length);
    return this.tokens;
  }

  #scanMain(): void {
    const { text } = this;
    while (this.at < text.length && this.mode === "main") {
      const code = text.charCodeAt(this.at);
      switch (code) {
        case Character.space:
        case Character.tab:
          this.at++;
          break;
        case Character.lineFeed:
          this.take(TokenKind.newline, 1);
          break;
        case Character.carriageReturn:
          if (this.isNext(Character.lineFeed)) this.take(TokenKind.newline, 2);
          else this.take(TokenKind.invalid, 1);
          break;
        case Character.hash:
          this.#takeLineComment();
          break;
        case Character.slash:
          if (this.isNext(Character.slash)) this.#takeLineComment();
          else if (this.isNext(Character.star)) this.#takeComment();
          else this.take(TokenKind.slash, 1);
          break;
        case Character.quote:
          this.openQuote();
          break;
        case Character.less:
          if (this.openHeredoc()) break;
          if (this.isNext(Character.equal)) this.take(TokenKind.lessEqual, 2);
          else this.take(TokenKind.less, 1);
          break;
        case Character.openBrace:
          this.openBrace();
          break;
        case Character.closeBrace:
          this.closeBrace(1);
          break;
        case Character.tilde:
          if (this.isNext(Character.closeBrace)) this.closeBrace(2);
          else this.take(TokenKind.bitwise, 1);
          break;
        default:
          this.#takeOther(code);
      }
    }
  }

  #takeOther(code: number): void {
    switch (code) {
      case Character.openBracket:
        return this.take(TokenKind.openBracket, 1);
      case Character.closeBracket:
        return this.take(TokenKind.closeBracket, 1);
      case Character.openParenthesis:
        return this.take(TokenKind.openParenthesis, 1);
      case Character.closeParenthesis:
        return this.take(TokenKind.closeParenthesis, 1);
      case Character.comma:
        return this.take(TokenKind.comma, 1);
      case Character.equal:
        if (this.isNext(Character.equal)) return this.take(TokenKind.equalEqual, 2);
        if (this.isNext(Character.greater)) return this.take(TokenKind.fatArrow, 2);
        return this.take(TokenKind.equal, 1);
      case Character.dot:
        return this.text.startsWith("...", this.at)
          ? this.take(TokenKind.ellipsis, 3)
          : this.take(TokenKind.dot, 1);
      case Character.bang:
        return this.#takeOneOrTwo(TokenKind.bang, Character.equal, TokenKind.notEqual);
      case Character.greater:
        return this.#takeOneOrTwo(TokenKind.greater, Character.equal, TokenKind.greaterEqual);
      case Character.colon:
        return this.#takeOneOrTwo(TokenKind.colon, Character.colon, TokenKind.doubleColon);
      case Character.and:
        return this.#takeOneOrTwo(TokenKind.bitwise, Character.and, TokenKind.and);
      case Character.bar:
        return this.#takeOneOrTwo(TokenKind.bitwise, Character.bar, TokenKind.or);
      case Character.star:
        return this.take(TokenKind.star, 1);
      case Character.percent:
        return this.take(TokenKind.percent, 1);
      case Character.plus:
        return this.take(TokenKind.plus, 1);
      case Character.minus:
        return this.take(TokenKind.minus, 1);
      case Character.question:
        return this.take(TokenKind.question, 1);
      case Character.caret:
        return this.take(TokenKind.bitwise, 1);
      case Character.semicolon:
        return this.take(TokenKind.semicolon, 1);
      case Character.backtick:
        return this.take(TokenKind.backtick, 1);
      case Character.apostrophe:
        return this.take(TokenKind.apostrophe, 1);
      default:
        this.#takeWord();
    }
  }

  #takeWord(): void {
    const identifierEnd = endOfIdentifier(this.text, this.at);
    if (identifierEnd > this.at) return this.takeTo(TokenKind.identifier, identifierEnd);
    const numberEnd = endOfNumber(this.text, this.at);
    if (numberEnd > this.at) return this.takeTo(TokenKind.number, numberEnd);
    this.takeInvalid();
  }

  #takeOneOrTwo(one: TokenKind, second: number, two: TokenKind): void {
    if (this.isNext(second)) this.take(two, 2);
    else this.take(one, 1);
  }

  #takeLineComment(): void {
    const end = this.text.indexOf("\n", this.at);
    if (end === -1) this.takeTo(TokenKind.comment, this.text.length);
    else this.takeTo(TokenKind.lineComment, end + 1);
  }

  #takeComment(): void {
    const end = this.#hasNoCommentEnd ? -1 : this.text.indexOf("*/", this.at + 2);
    if (end === -1) {
      this.#hasNoCommentEnd = true;
      this.take(TokenKind.slash, 1);
    } else {
      this.takeTo(TokenKind.comment, end + 2);
    }
  }
}
