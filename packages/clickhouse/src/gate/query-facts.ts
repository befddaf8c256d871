import type { SyntaxNode } from "./syntax-tree.js";

/** What a statement consists of, as far as the gate cares. */
export interface QueryFacts {
  /** The names of functions, those of operators among them. */
  readonly functions: ReadonlySet<string>;
  /** The names of functions that stand in FROM. */
  readonly tableFunctions: ReadonlySet<string>;
  /** Names of relations, as they were written, perhaps with the database and a full stop in front. */
  readonly relations: ReadonlySet<string>;
  /** The kinds of its parts, such as `Subquery`; the asterisk of `count(*)` is none. */
  readonly kinds: ReadonlySet<string>;
  /** Whether a part has a name of its own. */
  readonly hasAlias: boolean;
}

/** Operators behind which a relation may stand. */
const SETS = /^(?:global)?(?:not)?(?:null)?in(?:ignoreset)?$/i;

/** Collects what a statement consists of from every corner of its tree. */
export function queryFacts(tree: SyntaxNode): QueryFacts {
  const functions = new Set<string>();
  const tableFunctions = new Set<string>();
  const relations = new Set<string>();
  const kinds = new Set<string>();
  let hasAlias = false;
  const inFrom = new Set<SyntaxNode>();
  const counted = new Set<SyntaxNode>();
  const open: SyntaxNode[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!counted.has(node)) kinds.add(node.kind);
    hasAlias ||= node.alias !== undefined;
    if (node.kind === "TableIdentifier") relations.add(node.text);
    if (node.kind === "TableExpression") for (const child of node.children) inFrom.add(child);
    if (node.kind === "Function") {
      const [only, ...others] = node.children[0]?.children ?? [];
      // That of count(*) stands for no columns.
      if (/^count$/i.test(node.text) && only?.kind === "Asterisk" && others.length === 0) counted.add(only);
      (inFrom.has(node) ? tableFunctions : functions).add(node.text);
      const set = SETS.test(node.text) ? node.children[0]?.children[1] : undefined;
      if (set?.kind === "Identifier") relations.add(set.text);
    }
    open.push(...node.children);
  }
  return { functions, tableFunctions, relations, kinds, hasAlias };
}
