import { SourceError } from "@dqx/sql";

/** A part of a statement, as ClickHouse's parser sees it. */
export interface SyntaxNode {
  /** The kind of the part, such as `SelectQuery` or `Function`. */
  readonly kind: string;
  /** What follows the kind: a name, or the text of a literal. */
  readonly text: string;
  readonly alias?: string;
  readonly children: readonly SyntaxNode[];
}

/** The kinds of parts that a SELECT may have. */
const KINDS = [
  "ArrayJoin",
  "Asterisk",
  "ColumnsExceptTransformer",
  "ColumnsApplyTransformer",
  "ColumnsReplaceTransformer",
  "ColumnsTransformerList",
  "ColumnsListMatcher",
  "ColumnsRegexpMatcher",
  "ExpressionList",
  "Function",
  "Identifier",
  "InterpolateElement",
  "Literal",
  "OrderByElement",
  "QualifiedAsterisk",
  "QualifiedColumnsListMatcher",
  "QualifiedColumnsRegexpMatcher",
  "SampleRatio",
  "SelectIntersectExceptQuery",
  "SelectQuery",
  "SelectWithUnionQuery",
  "Set",
  "Subquery",
  "TableExpression",
  "TableIdentifier",
  "TableJoin",
  "TablesInSelectQuery",
  "TablesInSelectQueryElement",
  "WindowDefinition",
  "WindowListElement",
  "WithElement",
];
const NODE = new RegExp(`^( *)(${KINDS.join("|")})(?: |$)`);

/**
 * Reads the tree that `EXPLAIN AST` prints, one part a line, indented by its depth.
 *
 * Names are printed as they are, with their line breaks. A line that begins like a part is always taken for one, so
 * that nothing is hidden behind a name; one that does not continues the line before. In the end each part has to
 * have as many below it as its own line says, or the tree is refused.
 *
 * @param lines - as ClickHouse prints them
 * @throws SourceError when the statement is no SELECT, or has parts that are not known
 */
export function syntaxTree(lines: readonly string[]): SyntaxNode {
  const [first = ""] = lines;
  if (!NODE.test(first)) {
    const kind =
      first
        .trim()
        .split(" ")[0]
        ?.replace(/Query$/, "") ?? "";
    const spaced = kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ").toUpperCase();
    throw new SourceError(
      `${spaced === "" ? "it" : spaced} is not let through, only one SELECT is let through`,
    );
  }
  const roots: MutableNode[] = [];
  const open: MutableNode[] = [];
  for (const { depth, kind, rest } of partsOf(lines)) {
    const { count, ...node } = read(kind, rest);
    const made = { ...node, count, children: [] };
    open.length = Math.min(open.length, depth);
    (open.length < depth ? roots : (open.at(-1)?.children ?? roots)).push(made);
    open.push(made);
  }
  const [root, ...others] = roots;
  if (root === undefined || others.length > 0 || !isComplete(root)) {
    throw unknownPart();
  }
  return root;
}

interface MutableNode extends SyntaxNode {
  readonly count: number;
  readonly children: MutableNode[];
}

interface Part {
  readonly depth: number;
  readonly kind: string;
  rest: string;
}

function partsOf(lines: readonly string[]): readonly Part[] {
  const parts: Part[] = [];
  for (const line of lines) {
    const [, indent = "", kind = ""] = NODE.exec(line) ?? [];
    const last = parts.at(-1);
    if (kind !== "")
      parts.push({ depth: indent.length, kind, rest: line.slice(indent.length + kind.length) });
    // No name goes on behind the number of children, so this is a part of another kind.
    else if (last === undefined || /\(children \d+\)$/.test(last.rest)) throw unknownPart();
    else last.rest += `\n${line}`;
  }
  return parts;
}

function read(kind: string, rest: string): Omit<SyntaxNode, "children"> & { readonly count: number } {
  const [, before = "", count = "0"] = /^([\s\S]*?)(?: \(children (\d+)\))?$/.exec(rest) ?? [];
  const [, text = before, alias] = /^([\s\S]*?)(?: \(alias ([\s\S]*)\))?$/.exec(before) ?? [];
  return { kind, text: text.trim(), count: Number(count), ...(alias !== undefined && { alias }) };
}

function isComplete({ count, children }: MutableNode): boolean {
  return count === children.length && children.every(isComplete);
}

function unknownPart(): SourceError {
  return new SourceError("it has a part that is not known, and is not let through");
}
