import type { Scope } from "../../hcl/evaluate/scope.ts";
import type { Expression } from "../../hcl/syntax/expression.ts";
import type { Type } from "../../hcl/values/types.ts";
import type { Script } from "../syntax/script.ts";
import type { ImportState } from "./import-state.ts";
import type { Names } from "./names.ts";

/** Where an expression stands: what names mean to HCL there, and how they are written. */
export interface Place {
  readonly scope: Scope;
  readonly names: Names;
  /** Whether TypeScript does not see there what is wanted, and takes a text for any text. */
  readonly widens?: true;
}

/** A translator of expressions, for those that translate a part of one. */
export interface Translating {
  readonly state: ImportState;
  /** The expression, of whatever type; reported where it has no equal. */
  translate(expression: Expression, place: Place): Script | undefined;
  /** Whether the value depends on something that TypeScript has a name for. */
  isOpen(expression: Expression, place: Place): boolean;
  /** A condition: a text has to say it, too. */
  boolean(expression: Expression, place: Place): Script | undefined;
  /** The key of an object's entry. */
  key(key: Expression, place: Place): string | Script | undefined;
  /** The type of its value, as far as that is known. */
  typeOf(expression: Expression, place: Place): Type;
}
