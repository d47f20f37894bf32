import type { HclProblem } from "../../../hcl/problem.ts";
import type { Scope } from "../../../hcl/evaluate/scope.ts";
import type { Expression } from "../../../hcl/syntax/expression.ts";
import type { TextRange } from "../../../hcl/syntax/text-range.ts";

/** An argument with its value as it is written, and what names in it mean. */
export interface HclArgument {
  readonly name: string;
  readonly nameRange: TextRange;
  readonly expression: Expression;
  readonly scope: Scope;
  /** How else its value can be read, in HCL's JSON syntax. */
  readonly json?: JsonReadings;
}

/** A text of JSON is a template, a text that means itself, or an expression: that depends on what is asked for. */
interface JsonReadings {
  /** The problems it has as a template. */
  readonly problems: readonly HclProblem[];
  /** The same with texts that mean themselves. */
  readonly literal: () => Expression;
  /** The expression that is written in the text: a type, a name. */
  readonly bare: (report: Report) => Expression;
}

/** A block; one that a `dynamic` block has made stands where that one does. */
export interface HclBlock {
  readonly type: string;
  readonly typeRange: TextRange;
  readonly labels: readonly { readonly value: string; readonly range: TextRange }[];
  /** From the type to the last label. */
  readonly header: TextRange;
  readonly body: HclBody;
}

/** The content that is allowed in a body: arguments by name, and blocks by type with how many labels they have. */
export interface Shape {
  readonly arguments: ReadonlySet<string>;
  readonly blocks: ReadonlyMap<string, 0 | 1>;
  /** Whether `dynamic` blocks are expanded: within the job. */
  readonly dynamic?: true;
}

/** The content of a body, in the order of the text. */
export interface Content {
  readonly arguments: readonly HclArgument[];
  readonly blocks: readonly HclBlock[];
}

/** Takes note of a problem. */
export type Report = (problem: HclProblem) => void;

/** The content of a block between its braces, in either of HCL's syntaxes. */
export interface HclBody {
  /** Where to mark that something is missing. */
  readonly missingItem: TextRange;
  /** The same with other names known in it. */
  within(scope: Scope): HclBody;
  /** Returns what is in it, by a shape; what does not fit is reported, and left out. `dynamic` blocks are expanded. */
  content(shape: Shape, report: Report): Content;
  /** Its arguments, whatever their names; blocks are reported. */
  justArguments(report: Report): readonly HclArgument[];
  /**
   * Its arguments, and its blocks as arguments: blocks of one type are a list of objects, each within objects of its
   * labels; an object that is written as the value of an argument is a list of one.
   * @see hashicorp/nomad jobspec2/hclutil/blockattrs.go (2.0.5)
   */
  configuration(report: Report): readonly HclArgument[];
}
