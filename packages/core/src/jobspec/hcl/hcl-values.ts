import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Expression, Template } from "../../hcl/syntax/expression.ts";
import { literalNode, objectNode, tupleNode } from "../../hcl/syntax/nodes.ts";
import { isRecord, showValue, type KeyPath } from "../key-path.ts";
import { toDiagnostic } from "../problems.ts";
import { templateOf } from "./template.ts";

/** Turns the values of one job into HCL's and notes what HCL cannot say as it is. */
export class HclValues {
  readonly diagnostics: Diagnostic[] = [];

  /** A JSON value as plain data. */
  expression(value: unknown, keys: KeyPath): Expression {
    if (typeof value === "string") return this.template(value, keys);
    if (Array.isArray(value)) {
      return tupleNode(value.map((item: unknown, index) => this.expression(item, [...keys, index])));
    }
    if (isRecord(value)) {
      const entries = Object.entries(value).filter(([, item]) => item !== undefined);
      return objectNode(
        entries.map(([key, item]) => [this.text(key, [...keys, key]), this.expression(item, [...keys, key])]),
      );
    }
    return this.#scalar(value, keys);
  }

  /** A text in which Nomad's own interpolation stays as it is. */
  template(value: string, keys: KeyPath): Template {
    return templateOf(this.text(value, keys));
  }

  /** A text as HCL's evaluation leaves it: in Unicode's composed form. */
  text(value: string, keys: KeyPath): string {
    const text = this.label(value, keys);
    const composed = text.normalize("NFC");
    if (composed !== text) {
      this.changed(keys, "HCL composes the characters of this text", {
        detail: "Nomad's HCL parser brings every text into Unicode's composed form (NFC).",
        help: "Submit the job as JSON to keep the text as it is.",
      });
    }
    return composed;
  }

  /** A text that HCL does not evaluate, such as a label. */
  label(value: string, keys: KeyPath): string {
    const text = value.replace(/\p{Surrogate}/gu, "\ufffd");
    if (text !== value) {
      this.changed(keys, "The text has half of a surrogate pair", {
        detail: "It is not Unicode; U+FFFD is written instead.",
      });
    }
    return text;
  }

  /** Notes something that cannot be written at all and is left out. */
  impossible(
    keys: KeyPath,
    summary: string,
    about: { at?: "key"; detail?: string; help?: string } = {},
  ): void {
    this.diagnostics.push(toDiagnostic("NX211", { keys, summary, ...about }));
  }

  /** Notes something that Nomad will read differently. */
  changed(keys: KeyPath, summary: string, about: { detail: string; help?: string }): void {
    this.diagnostics.push(toDiagnostic("NX212", { keys, summary, severity: "warning", ...about }));
  }

  #scalar(value: unknown, keys: KeyPath): Expression {
    if (typeof value === "bigint") this.#checkPrecision(value, keys);
    if (typeof value === "boolean" || typeof value === "bigint") return literalNode(value);
    if (typeof value === "number" && Number.isFinite(value)) return literalNode(value);
    if (value !== null) {
      this.impossible(keys, "HCL has no such value", {
        detail: `Received ${showValue(value, keys)}; null is written instead.`,
      });
    }
    return literalNode(null);
  }

  /** Nomad's parser makes a double of every number that is not a 64-bit integer. */
  #checkPrecision(value: bigint, keys: KeyPath): void {
    if (BigInt.asIntN(64, value) === value || BigInt(Number(value)) === value) return;
    this.changed(keys, "HCL rounds this number", {
      detail: `${value} is not a signed 64-bit integer, so Nomad's parser makes it a floating-point number.`,
    });
  }
}
