import { child, children, flag, text, type SyntaxNode } from "./syntax-node.ts";

/** The meaning of a name, as far as the text of one file shows it. */
export type Binding =
  /** A variable: the value of `node`, or the part of it that `path` leads to. */
  | {
      readonly kind: "value";
      readonly node: SyntaxNode;
      readonly path: readonly string[];
      readonly scopes: Scopes;
    }
  /** A parameter of `owner`: its argument `index`, or `fallback` where that is missing. */
  | {
      readonly kind: "parameter";
      readonly owner: SyntaxNode;
      readonly index: number;
      readonly path: readonly string[];
      readonly fallback: SyntaxNode | undefined;
      readonly scopes: Scopes;
    }
  /** The export `imported` of another module. */
  | { readonly kind: "import"; readonly source: string; readonly imported: string };

/** The nodes that names are declared in, innermost first: blocks, functions, the program. */
export type Scopes = readonly SyntaxNode[];

/** Whether names can be declared in `node`. */
export function isScope(node: SyntaxNode): boolean {
  return node.type === "Program" || node.type === "BlockStatement" || isFunction(node);
}

export function isFunction(node: SyntaxNode): boolean {
  return (
    node.type === "ArrowFunctionExpression" ||
    node.type === "FunctionExpression" ||
    node.type === "FunctionDeclaration" ||
    node.type === "ObjectMethod"
  );
}

/** The declaration that `name` means within `scopes`. */
export function findBinding(name: string, scopes: Scopes): Binding | undefined {
  for (const [index, scope] of scopes.entries()) {
    const around = scopes.slice(index);
    const found = isFunction(scope) ? parameterNamed(name, scope, around) : declaredIn(name, scope, around);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Returns the export `name` of a module; `default` for the default export. */
export function findExport(name: string, program: SyntaxNode): Binding | undefined {
  const scopes = [program];
  // An imported JSON file is one expression.
  if (program.type !== "Program")
    return name === "default" ? { kind: "value", node: program, path: [], scopes } : undefined;
  for (const statement of children(program, "body")) {
    if (statement?.type === "ExportDefaultDeclaration" && name === "default") {
      const node = child(statement, "declaration");
      return node === undefined ? undefined : { kind: "value", node, path: [], scopes };
    }
    if (statement?.type !== "ExportNamedDeclaration") continue;
    const declaration = child(statement, "declaration");
    const declared = declaration === undefined ? undefined : declaredBy(name, declaration, scopes);
    if (declared !== undefined) return declared;
    const specifier = children(statement, "specifiers").find(
      (candidate) => candidate !== undefined && nameOf(child(candidate, "exported")) === name,
    );
    const local = specifier === undefined ? undefined : nameOf(child(specifier, "local"));
    if (local === undefined) continue;
    const source = text(child(statement, "source"), "value");
    return source === undefined ? findBinding(local, scopes) : { kind: "import", source, imported: local };
  }
  return undefined;
}

function declaredIn(name: string, scope: SyntaxNode, scopes: Scopes): Binding | undefined {
  for (const statement of children(scope, "body")) {
    if (statement === undefined) continue;
    const declaration =
      statement.type === "ExportNamedDeclaration" ? child(statement, "declaration") : statement;
    const found = declaration === undefined ? undefined : declaredBy(name, declaration, scopes);
    if (found !== undefined) return found;
  }
  return undefined;
}

function declaredBy(name: string, declaration: SyntaxNode, scopes: Scopes): Binding | undefined {
  switch (declaration.type) {
    case "VariableDeclaration":
      for (const declarator of children(declaration, "declarations")) {
        const node = declarator === undefined ? undefined : child(declarator, "init");
        const path = declarator === undefined ? undefined : pathTo(name, child(declarator, "id"));
        if (node !== undefined && path !== undefined) return { kind: "value", node, path, scopes };
      }
      return undefined;
    case "FunctionDeclaration":
      return nameOf(child(declaration, "id")) === name
        ? { kind: "value", node: declaration, path: [], scopes }
        : undefined;
    case "ImportDeclaration": {
      const source = text(child(declaration, "source"), "value");
      const specifier = children(declaration, "specifiers").find(
        (candidate) => candidate !== undefined && nameOf(child(candidate, "local")) === name,
      );
      if (source === undefined || specifier === undefined) return undefined;
      const imported =
        specifier.type === "ImportSpecifier" ? nameOf(child(specifier, "imported")) : "default";
      return imported === undefined ? undefined : { kind: "import", source, imported };
    }
    default:
      return undefined;
  }
}

function parameterNamed(name: string, owner: SyntaxNode, scopes: Scopes): Binding | undefined {
  for (const [index, parameter] of children(owner, "params").entries()) {
    const path = pathTo(name, parameter);
    if (parameter === undefined || path === undefined) continue;
    const fallback = parameter.type === "AssignmentPattern" ? child(parameter, "right") : undefined;
    return { kind: "parameter", owner, index, path, fallback, scopes };
  }
  return undefined;
}

/** The steps by which a pattern such as `{ a: [, name] }` takes `name` out of a value. */
function pathTo(name: string, pattern: SyntaxNode | undefined): readonly string[] | undefined {
  switch (pattern?.type) {
    case "Identifier":
      return text(pattern, "name") === name ? [] : undefined;
    case "AssignmentPattern":
      return pathTo(name, child(pattern, "left"));
    case "RestElement":
      return pathTo(name, child(pattern, "argument"));
    case "ObjectPattern":
      for (const property of children(pattern, "properties")) {
        if (property === undefined) continue;
        const isRest = property.type === "RestElement";
        const path = pathTo(name, isRest ? property : child(property, "value"));
        const key = isRest || flag(property, "computed") ? undefined : nameOf(child(property, "key"));
        if (path !== undefined) return key === undefined ? path : [key, ...path];
      }
      return undefined;
    case "ArrayPattern":
      for (const [index, item] of children(pattern, "elements").entries()) {
        const path = pathTo(name, item);
        if (path !== undefined) return [String(index), ...path];
      }
      return undefined;
    default:
      return undefined;
  }
}

/** The text of an identifier or of a string or number that stands in place of one. */
export function nameOf(node: SyntaxNode | undefined): string | undefined {
  return text(node, "name") ?? text(node, "value");
}
