/** A function, an operator or a relation as a text names it. */
export interface QualifiedName {
  /** Empty when the text gives none. */
  readonly schema: string;
  readonly name: string;
}

/** What a text consists of, as far as the gate cares. */
export interface QueryFacts {
  /** The kinds of its statements, such as `SelectStmt`. */
  readonly statements: readonly string[];
  /** The kinds of all statements inside of it that are no SELECT, such as a DELETE in a WITH. */
  readonly otherStatements: readonly string[];
  /** How many expressions stand in the lists of all its SELECTs. */
  readonly targets: number;
  readonly functions: readonly FunctionCall[];
  readonly operators: readonly QualifiedName[];
  readonly relations: readonly QualifiedName[];
  /** Names behind a full stop: a field of a row, or a function that is called on a row. */
  readonly fields: ReadonlySet<string>;
  /** The kinds of nodes that occur, such as `SubLink`. */
  readonly kinds: ReadonlySet<string>;
  /** The numbers of placeholders, each once. */
  readonly placeholders: ReadonlySet<number>;
}

/** A call of a function. */
export interface FunctionCall extends QualifiedName {
  /** Its first argument when that is a constant text. */
  readonly constant?: string;
  /** Whether it computes from many rows by its syntax: OVER, FILTER, DISTINCT, ORDER BY, `*`. */
  readonly isOverRows: boolean;
  /** Whether it has OVER. */
  readonly isWindow: boolean;
}

type Node = Readonly<Record<string, unknown>>;

/**
 * Collects what a text consists of from every corner of its parse tree.
 *
 * @param tree - as PostgreSQL's parser gives it
 */
export function queryFacts(tree: unknown): QueryFacts {
  const functions: FunctionCall[] = [];
  const operators: QualifiedName[] = [];
  const relations: QualifiedName[] = [];
  const otherStatements: string[] = [];
  const fields = new Set<string>();
  const kinds = new Set<string>();
  const placeholders = new Set<number>();
  let targets = 0;
  const visitors: Readonly<Record<string, (node: Node) => void>> = {
    ResTarget: () => {
      targets += 1;
    },
    FuncCall: (node) => functions.push(callOf(node)),
    A_Expr: (node) => operators.push(qualified(node.name)),
    SubLink: (node) => operators.push(qualified(node.operName)),
    SortBy: (node) => operators.push(qualified(node.useOp)),
    RangeVar: (node) => relations.push({ schema: textOf(node.schemaname), name: textOf(node.relname) }),
    ParamRef: (node) => placeholders.add(Number(node.number)),
    ColumnRef: (node) => fields.add(namesOf(node.fields).slice(1).at(-1) ?? ""),
    A_Indirection: (node) => {
      for (const name of namesOf(node.indirection)) fields.add(name);
    },
  };
  const open: unknown[] = [tree];
  while (open.length > 0) {
    const node = open.pop();
    if (Array.isArray(node)) open.push(...node);
    if (!isNode(node)) continue;
    for (const [kind, child] of Object.entries(node)) {
      kinds.add(kind);
      if (/Stmt$/.test(kind) && kind !== "SelectStmt") otherStatements.push(kind);
      if (isNode(child)) visitors[kind]?.(child);
      open.push(child);
    }
  }
  return {
    statements: statementsOf(tree),
    otherStatements,
    targets,
    functions,
    operators: operators.filter(({ name }) => name !== ""),
    relations,
    fields,
    kinds,
    placeholders,
  };
}

function statementsOf(tree: unknown): readonly string[] {
  const statements: unknown = isNode(tree) ? tree.stmts : undefined;
  if (!Array.isArray(statements)) return [];
  return statements.map((each: unknown) => {
    const statement: unknown = isNode(each) ? each.stmt : undefined;
    return isNode(statement) ? Object.keys(statement).join() : "";
  });
}

function callOf(node: Node): FunctionCall {
  const constant = constantOf(node.args);
  const { over, agg_filter, agg_order, agg_star, agg_distinct, agg_within_group } = node;
  const clauses = [over, agg_filter, agg_order, agg_star, agg_distinct, agg_within_group];
  return {
    ...qualified(node.funcname),
    isOverRows: clauses.some((clause) => clause !== undefined),
    isWindow: over !== undefined,
    ...(constant !== undefined && { constant }),
  };
}

function constantOf(given: unknown): string | undefined {
  const first: unknown = Array.isArray(given) ? given[0] : undefined;
  const constant = isNode(first) ? first.A_Const : undefined;
  const text = isNode(constant) ? constant.sval : undefined;
  return isNode(text) ? textOf(text.sval) : undefined;
}

function qualified(names: unknown): QualifiedName {
  const [name = "", schema = ""] = namesOf(names).toReversed();
  return { schema, name };
}

function namesOf(names: unknown): readonly string[] {
  if (!Array.isArray(names)) return [];
  return names.flatMap((each: unknown) => {
    const name = isNode(each) ? each.String : undefined;
    return isNode(name) ? [textOf(name.sval)] : [];
  });
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
