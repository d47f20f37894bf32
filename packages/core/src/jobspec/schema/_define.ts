import { types, type DurationText, type ValueType } from "./_values.ts";

export type { DurationText };

/*
 * The language that the block files of this folder are written in.
 *
 * A block is described once: every attribute with the name Nomad's HCL has for it (the key), the field of Nomad's API,
 * and its type; the doc comment above it is its documentation, in editors and on the reference pages. Everything else
 * (types, reading, checking, writing) is derived from these descriptions.
 */

/** Facts about an attribute or block that neither its key nor its type says. */
export interface Facts<Value = unknown> {
  /** Nomad refuses the block without it. */
  readonly required?: true;
  /** Nomad's HCL parser refuses the block without it, too. */
  readonly requiredInHcl?: true;
  /** The value of an absent one, written as in a spec; of a block its empty form, which its own defaults then fill. */
  readonly default?: Value;
  /** The same where it depends on the job's type; `others` is for types that have no entry, known to Nomad or not. */
  readonly defaultByType?: { readonly [T in "service" | "batch" | "system" | "others"]?: Value };
  /**
   * The meaning of an absent one where no value can say it, since it depends on other fields or a machine: in words.
   */
  readonly absent?: string;
  /**
   * Who writes the default into the job: Nomad's API package alone where this does not say, nobody where it is empty:
   * the default is then what happens when the job runs. Nobody looks into a driver's configuration.
   */
  readonly filledInBy?: readonly Step[];
  /** Who makes an empty list or map none at all. */
  readonly emptiedBy?: "api" | "server";
  /**
   * How the server keeps it, where it is not as usual, that is an absent scalar as zero and an absent block, list or map
   * as none. `pointer`: an absent scalar stays absent. `value`: an absent block or map is an empty one. `own`: the server
   * has its own, and does not look at what is submitted. `never`: it keeps nothing of it.
   */
  readonly stored?: "pointer" | "value" | "own" | "never";
  /** Its name in the server's struct, if that is another one. */
  readonly storedAs?: string;
  /**
   * The meaning of `null` among the blocks of a list or map in the API's JSON: a block without anything, or no block; it crashes
   * the server where this does not say.
   */
  readonly nullItem?: "empty" | "none";
  readonly unit?: "MB" | "MHz" | "Mbit/s" | "percent" | "seconds" | "bytes";
  /** Its usual values, or their beginnings; others are taken, too, but may be misspelt. */
  readonly usual?: readonly string[];
  /** The attribute or block to use instead; `nothing: ` and why, where there is nothing. */
  readonly deprecated?: string;
  /** The name that is written today; Nomad acts on this older way all the same, so that nothing is said against it. */
  readonly olderWayOf?: string;
  /** First Nomad version that knows it, where known. */
  readonly since?: string;
  /** Last Nomad version that acts on it, where known. */
  readonly until?: string;
  /** Written in HCL and specs only; `afterRead` turns it into API fields. */
  readonly sugar?: true;
  /** Written in HCL, Nomad's parser takes it and forgets it: the spelling that works. */
  readonly forgottenInHcl?: string;
  /** The value names a port of the group's or the task's networks. */
  readonly refersTo?: "port";
  /** In the API only: Nomad's HCL has no word for it, or it is the label. */
  readonly apiOnly?: true;
  /** In what a server answers only: Nomad's API package has no such field. */
  readonly serverOnly?: true;
  /** How HCL writes a map; as an attribute (`args = { … }`) where this does not say. */
  readonly form?: "block" | "block or attribute";
  /** Overrides `byValue` of the block. */
  readonly byValue?: boolean;
  /** Nomad's API package fills nothing into the block: it is merged into others as it was written. */
  readonly asWritten?: true;
}

/**
 * Who changes a job on its way into a server's state, in this order: the parser of HCL, the API package (in the CLI and
 * in each agent's HTTP server), the server.
 */
export type Step = "parser" | "api" | "server";

/** How a job is written that `afterRead` sees: where Nomad's HCL parser errs, a spec still means what it says. */
export type Spelling = "spec" | "hcl";

/** One value of a block: `count = 2`. */
export interface Attribute<
  Api extends string = string,
  Spec = unknown,
  Hub = unknown,
  F extends Facts = Facts,
> {
  readonly kind: "attribute";
  /** The field of the API's JSON; "" where it has the attribute's own name (driver configs). */
  readonly api: Api;
  readonly type: ValueType<Spec, Hub>;
  readonly facts: F;
  /** The only values Nomad takes. */
  readonly values?: readonly string[];
}

/** How often a block may stand and what the API makes of it. */
export type Repeat = "one" | "list" | "labelled" | "map";

/**
 * A block inside a block. `one`: once, an object in the API. `list`: any number, an array.
 * `labelled`: one per label, an array whose items carry the label in `label`. `map`: one per label, an object by label.
 */
export interface NestedBlock<
  Api extends string = string,
  B extends Block = Block,
  R extends Repeat = Repeat,
  F extends Facts = Facts,
> {
  readonly kind: "block";
  readonly api: Api;
  readonly block: B;
  readonly repeat: R;
  readonly facts: F;
}

/** A block without a schema of its own: `config` of a driver, `policy` of a scaling block. */
export interface Body<Api extends string = string, F extends Facts = Facts> {
  readonly kind: "body";
  readonly api: Api;
  readonly facts: F;
}

/** A part of a block. */
export type Field = Attribute | NestedBlock | Body;
/** The fields of a block by their HCL names, in the order in which they are written. */
export type Fields = Readonly<Record<string, Field>>;

/** The API's form of one block, keyed by API field. */
export type HubObject = Record<string, unknown>;

/** Schemas of a `config` body by the driver that takes them. */
export type Configs = Readonly<Record<string, Block>>;

/** A block of a job: its fields, and what is special about it. */
export interface Block<F extends Fields = Fields, C extends Configs | undefined = Configs | undefined> {
  /** The struct of Nomad's Go package `api`, or of the driver, that this block is. */
  readonly struct: string;
  readonly fields: F;
  /** The API field that holds the block's label; `Label`, which `afterRead` takes away, where the API has none. */
  readonly label?: string;
  /** The only labels that Nomad takes, whatever their case, each once. */
  readonly labels?: readonly string[];
  /** Go holds the block's scalars by value, not by pointer: `""`, 0 and false are as good as absent. */
  readonly byValue?: true;
  /** Where `driver` decides what the body `config` may hold: the drivers that are known. */
  readonly configs?: C;
  /**
   * Nomad's HCL parser reads it by a specification of hcldec, not by the struct: it blames whole expressions and not
   * where they begin, and what is beyond a number's width wraps around.
   */
  readonly bySpecification?: true;
  /** The step that Nomad's HCL parser takes with the block after reading its fields. */
  readonly afterRead?: (hub: HubObject, spelling?: Spelling) => void;
  /** The types of blocks that Nomad's HCL parser takes and loses of such a block, each with the way out. */
  readonly lostInHcl?: (hub: Readonly<HubObject>) => Readonly<Record<string, string>>;
  /** Undoes `afterRead`: answers the object whose fields are to be written. */
  readonly beforeWrite?: (hub: Readonly<HubObject>) => HubObject;
  /** The step that Nomad's API package takes with the block before its defaults are filled in. */
  readonly canonicalize?: Rule;
  /** The step that the server takes with the block, canonicalized, before its own defaults are filled in. */
  readonly store?: Rule;
  /** The server's JSON leaves zero values out. */
  readonly storedSparsely?: true;
}

/** Changes a block of a job in place. */
type Rule = (hub: HubObject, within: Within) => void;

/** The blocks around a block, already changed. */
export interface Within {
  readonly job: Readonly<HubObject>;
  readonly group?: Readonly<HubObject>;
  readonly task?: Readonly<HubObject>;
  readonly service?: Readonly<HubObject>;
}

/** The special features of a block. */
export type BlockOptions<C extends Configs | undefined> = Pick<
  Block<Fields, C>,
  | "label"
  | "labels"
  | "byValue"
  | "bySpecification"
  | "configs"
  | "afterRead"
  | "lostInHcl"
  | "beforeWrite"
  | "canonicalize"
  | "store"
  | "storedSparsely"
>;

/** Describes a block: `block("RestartPolicy", { attempts: int("Attempts") })`. */
export function block<const F extends Fields, C extends Configs | undefined = undefined>(
  struct: string,
  fields: F,
  options: BlockOptions<C> = {},
): Block<F, C> {
  return { struct, fields, ...options };
}

/** Whether a zero value (`""`, 0, false) of the field means the same as no value. */
export function zeroIsAbsent(owner: Block, field: Field): boolean {
  return field.facts.byValue ?? owner.byValue ?? false;
}

/** The schema of the block's `config`, where its driver says which it is; none for a driver that is not known. */
export function configFor({ configs }: Block, driver: unknown): Block | undefined {
  return configs !== undefined && typeof driver === "string" && Object.hasOwn(configs, driver)
    ? configs[driver]
    : undefined;
}

// ---------------------------------------------------------------------------------------------- attribute types

/** An attribute of one value type: `attempts: int("Attempts", { default: 2 })`. */
export function attributeOf<Spec, Hub>(type: ValueType<Spec, Hub>) {
  function attribute<const Api extends string = "", const F extends Facts<Spec> = Facts<Spec>>(
    api?: Api,
    facts?: F,
  ): Attribute<Api, Spec, Hub, F>;
  function attribute(api = "", facts: Facts = {}): Attribute<string, Spec, Hub> {
    return { kind: "attribute", api, type, facts };
  }
  return attribute;
}

/** A string; Nomad's interpolation in it is kept. */
export const string = attributeOf(types.string);
/** A string that may be marked as `secret()`. */
export const text = attributeOf(types.text);
/** A string that may be written as a number or boolean, as in HCL. */
export const scalar = attributeOf(types.scalar);
/** A whole number. */
export const int = attributeOf(types.int);
/** A whole number from -128 to 127. */
export const int8 = attributeOf(types.int8);
/** A whole number from 0 to 255. */
export const uint8 = attributeOf(types.uint8);
/** A whole number from 0 to 65,535. */
export const uint16 = attributeOf(types.uint16);
/** A whole number from 0 to 2^32 - 1. */
export const uint32 = attributeOf(types.uint32);
/** A whole number that is not below 0. */
export const uint64 = attributeOf(types.uint64);
/** `true` or `false`. */
export const bool = attributeOf(types.bool);
/** A Go duration such as `"30s"`. */
export const duration = attributeOf(types.duration);
/** A list of strings. */
export const strings = attributeOf(types.strings);
/** A list of whole numbers from 0 to 65,535. */
export const uint16s = attributeOf(types.uint16s);
/** Strings by key; numbers and booleans become strings, as in HCL. */
export const stringMap = attributeOf(types.stringMap);
/** Lists of strings by key. */
export const stringsMap = attributeOf(types.stringsMap);
/** A string that must be one of `values`. */
export function oneOf<
  const Api extends string,
  const V extends readonly string[],
  const F extends Facts<V[number] | ""> = Facts<V[number] | "">,
>(api: Api, values: V, facts?: F): Attribute<Api, V[number], string, F>;
/** Untyped, since the caller's types say it all. */
export function oneOf(
  api: string,
  values: readonly string[],
  facts: Facts = {},
): Attribute<string, string, string> {
  return { kind: "attribute", api, type: types.string, facts, values }; // readers check the values: a better message
}

// ---------------------------------------------------------------------------------------------- blocks in blocks

function nested<R extends Repeat>(repeat: R) {
  function field<const Api extends string, B extends Block, const F extends Facts = Facts>(
    api: Api,
    inner: B,
    facts?: F,
  ): NestedBlock<Api, B, R, F>;
  function field(api: string, inner: Block, facts: Facts = {}): NestedBlock<string, Block, R> {
    return { kind: "block", api, block: inner, repeat, facts };
  }
  return field;
}

/** A block that may stand once. */
export const one = nested("one");
/** A block that may stand any number of times. */
export const list = nested("list");
/** A block with a label, an array in the API. */
export const labelled = nested("labelled");
/** A block with a label, an object by label in the API. */
export const map = nested("map");

/** A block without a schema. */
export function body<const Api extends string, const F extends Facts = Facts>(
  api: Api,
  facts?: F,
): Body<Api, F>;
/** Untyped, since the caller's types say it all. */
export function body(api: string, facts: Facts = {}): Body {
  return { kind: "body", api, facts };
}

// ---------------------------------------------------------------------------------------------- the types that follow

/**
 * For `interface RestartBlock extends Named<typeof definition> {}`: a block has a type with a name, so that other types,
 * error texts and declaration files refer to it instead of spelling it out, which would lose the comments in it.
 */
export type Named<T> = T;

type RequiredKeys<F extends Fields> = {
  [K in keyof F]: F[K]["facts"] extends { readonly required: true } ? K : never;
}[keyof F];
type SpecKeys<F extends Fields> = {
  [K in keyof F]: F[K]["facts"] extends { readonly apiOnly: true } ? never : K;
}[keyof F];

/** The type of one field in a spec. */
type SpecOfField<T extends Field> =
  T extends Attribute<string, infer Spec>
    ? Spec
    : T extends NestedBlock<string, infer B, infer R>
      ? R extends "one"
        ? SpecOf<B>
        : R extends "list"
          ? SpecOf<B> | readonly SpecOf<B>[]
          : { readonly [label: string]: SpecOf<B> }
      : { readonly [key: string]: unknown };

/** A block as it is written in TypeScript; where `driver` decides about `config`, one alternative per known driver. */
export type SpecOf<B extends Block> =
  B extends Block<infer F, infer C>
    ? C extends Configs
      ? PlainSpecOf<F, "driver" | "config"> & DriverSpec<C>
      : PlainSpecOf<F, never>
    : never;

/** The fields of a block, without some. */
export type PlainSpecOf<F extends Fields, Except extends PropertyKey> = {
  readonly [K in keyof F as K extends Exclude<RequiredKeys<F>, Except> ? K : never]: SpecOfField<F[K]>;
} & {
  readonly [K in keyof F as K extends Exclude<SpecKeys<F>, RequiredKeys<F> | Except> ? K : never]?:
    SpecOfField<F[K]> | undefined;
};

type DriverSpec<C extends Configs> =
  | { [D in keyof C]: { readonly driver: D; readonly config?: SpecOf<C[D]> | undefined } }[keyof C]
  | { readonly driver: string & {}; readonly config?: { readonly [key: string]: unknown } | undefined };

/** The type of one field in the API. */
type HubOfField<T extends Field> =
  T extends Attribute<string, unknown, infer Hub>
    ? Hub
    : T extends NestedBlock<string, infer B, infer R>
      ? R extends "one"
        ? HubOf<B>
        : R extends "map"
          ? { [label: string]: HubOf<B> }
          : HubOf<B>[]
      : { [key: string]: unknown };

/** A block as Nomad's API has it: every field optional, `null` as good as absent. */
export type HubOf<B extends Block> = {
  -readonly [
    K in keyof B["fields"] as B["fields"][K]["facts"] extends { readonly sugar: true }
      ? never
      : B["fields"][K]["api"]
  ]?: HubOfField<B["fields"][K]> | null;
};
