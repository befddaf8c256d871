import { Either, escapeControls } from "@dqx/common";
import { primitiveOf } from "@dqx/metrics";
import type { Dialect } from "../dialect/dialect.js";
import type { Fault } from "../dialect/fault.js";
import { type BoundAggregate, impliedAmong, rowCount } from "../plan/bound-aggregate.js";
import type { BoundOperand } from "../plan/bound-operand.js";
import type { ScanPlan } from "../plan/plan-scan.js";
import type { PlannedStatement } from "../plan/planned-statement.js";
import { renderStatement } from "../plan/render-statement.js";
import { Readings, type Suspect } from "./readings.js";
import type { StatementLog } from "./statement-log.js";

/** How many more statements may be spent on finding what makes others fail. */
export interface Allowance {
  remaining: number;
  readonly limit: number;
}

/** Runs the statements of one relation's plan, and whatever else it takes to learn what can be learnt. */
export class ScanRunner {
  readonly #plan: ScanPlan;
  /** The identities of the aggregates that metrics need. */
  readonly #asked: ReadonlySet<string>;
  readonly #dialect: Dialect;
  readonly #log: StatementLog;
  readonly #allowance: Allowance;
  readonly #readings = new Readings();
  readonly #warnings = new Set<string>();
  readonly #skipped: PlannedStatement[] = [];
  #state: "untried" | "readable" | { readonly unreadable: string } = "untried";

  /**
   * @param plan - what to run
   * @param dialect - the engine's SQL
   * @param log - where it runs
   * @param allowance - shared by all relations of an analysis
   */
  constructor(plan: ScanPlan, dialect: Dialect, log: StatementLog, allowance: Allowance) {
    this.#plan = plan;
    const bound = plan.metrics.flatMap(({ aggregates }) => Either.getOrElse(aggregates, () => []));
    this.#asked = new Set(bound.map(({ identity }) => identity));
    this.#dialect = dialect;
    this.#log = log;
    this.#allowance = allowance;
  }

  /** What the statements brought. */
  get readings(): Readings {
    return this.#readings;
  }

  /** What the reader of the numbers should know. */
  get warnings(): readonly string[] {
    return [...this.#warnings].map(escapeControls);
  }

  /** Why nothing of the relation can be read; absent when something can. */
  get unreadable(): string | undefined {
    return typeof this.#state === "object" ? this.#state.unreadable : undefined;
  }

  /** The statements of the plan that were not run, since nothing of the relation can be read. */
  get skipped(): readonly PlannedStatement[] {
    return this.#skipped;
  }

  /** Runs all statements of the plan. */
  async run(): Promise<void> {
    for (const statement of this.#plan.statements) {
      if (this.unreadable === undefined) await this.#run(statement);
      else this.#skipped.push(statement);
    }
    this.#noteUndated();
  }

  async #run(statement: PlannedStatement): Promise<void> {
    const result = await this.#log.run(statement);
    if (Either.isRight(result)) {
      if (this.#state === "untried") this.#state = "readable";
      await this.#guardSuspects(statement, this.#readings.take(statement, result.right));
      return;
    }
    this.#noteFailure();
    const refused = this.#dialect.faults(result.left) === "not-finite" ? refusedOperands(statement) : [];
    if (refused.length > 0) {
      const { aggregates, countsUndated } = statement;
      await this.#run(this.#guarded(statement, refused, aggregates, countsUndated));
    } else await this.#isolate(statement, result.left);
  }

  // An operand with something not finite is measured again, alone, with a guard.
  async #guardSuspects(statement: PlannedStatement, suspects: readonly Suspect[]): Promise<void> {
    if (suspects.length === 0) return;
    const operands = suspects.map(({ operand }) => operand);
    const aggregates = statement.aggregates.filter(
      (bound) => primitiveOf(bound.aggregate).ofFiniteValues && isOver(bound, operands),
    );
    const dates = [...new Set(suspects.map(({ date }) => date))].toSorted();
    await this.#run(this.#guarded({ ...statement, dates }, operands, aggregates));
  }

  #guarded(
    statement: PlannedStatement,
    operands: readonly BoundOperand[],
    aggregates: readonly BoundAggregate[],
    countsUndated = false,
  ): PlannedStatement {
    for (const { title } of operands) {
      this.#warnings.add(
        `${title} of dataset '${this.#plan.target.dataset}' seems to hold NaN or ±Infinity; it took a second statement to measure it without them`,
      );
    }
    const counted = statement.implied.filter((count) => isOver(count, operands));
    return this.#statement(statement, {
      purpose: "guarded",
      countsUndated,
      aggregates: [...aggregates, ...counted],
      guarded: new Set([...statement.guarded, ...operands.map(({ identity }) => identity)]),
      implied: statement.implied.filter((count) => !counted.includes(count)),
    });
  }

  // First the cheapest question of all; then halves, and halves of the halves that fail. An error of a value
  // answers that question: rows were read.
  async #isolate(statement: PlannedStatement, message: string): Promise<void> {
    if (isOfValue(this.#dialect.faults(message))) this.#state = "readable";
    await this.#probe(statement);
    if (this.unreadable !== undefined) return;
    const asked = statement.aggregates.filter(({ identity }) => this.#asked.has(identity));
    await this.#bisect({ ...statement, aggregates: asked }, message);
  }

  async #probe(statement: PlannedStatement): Promise<void> {
    if (this.#state !== "untried") return;
    const probe = this.#statement(statement, {
      purpose: "isolate",
      shape: { kind: "scan" },
      aggregates: [rowCount],
    });
    const result = await this.#log.run(probe);
    this.#state = Either.match(result, {
      onLeft: (reason) => ({
        unreadable: `dataset '${this.#plan.target.dataset}' cannot be read: ${reason}`,
      }),
      onRight: () => "readable" as const,
    });
  }

  async #bisect(statement: PlannedStatement, message: string): Promise<void> {
    const { aggregates } = statement;
    if (aggregates.length <= 1) return this.#readings.fail(statement, aggregates, message);
    const byOperand = aggregates.toSorted((a, b) =>
      compareText(a.operands[0]?.identity ?? "", b.operands[0]?.identity ?? ""),
    );
    const middle = Math.ceil(byOperand.length / 2);
    for (const half of [byOperand.slice(0, middle), byOperand.slice(middle)]) {
      if (this.#allowance.remaining <= 0) {
        const { limit } = this.#allowance;
        this.#readings.fail(
          statement,
          half,
          `a statement failed (${message}), and this was not measured apart, since the limit of ${limit} additional statements was reached`,
        );
        continue;
      }
      this.#allowance.remaining -= 1;
      const part = this.#statement(statement, { purpose: "isolate", aggregates: half });
      const result = await this.#log.run(part);
      if (Either.isLeft(result)) await this.#bisect(part, result.left);
      else await this.#guardSuspects(part, this.#readings.take(part, result.right));
    }
  }

  #statement(
    { dates, shape, guarded, implied }: PlannedStatement,
    change: Pick<PlannedStatement, "purpose" | "aggregates"> &
      Partial<Pick<PlannedStatement, "shape" | "guarded" | "implied" | "countsUndated">>,
  ): PlannedStatement {
    return renderStatement(
      this.#plan.target,
      {
        dates,
        shape,
        guarded,
        ...change,
        implied: impliedAmong(change.implied ?? implied, change.aggregates),
      },
      this.#dialect,
    );
  }

  #noteUndated(): void {
    const { undated } = this.#readings;
    const { day, dataset } = this.#plan.target;
    if (undated === 0 || day === undefined) return;
    this.#warnings.add(
      `column '${day.column.name}' of dataset '${dataset}' is null in ${undated} ${undated === 1 ? "row" : "rows"}; without a date they are in no metric`,
    );
  }

  #noteFailure(): void {
    if (!this.#dialect.capabilities.failureEndsSnapshot) return;
    this.#warnings.add(
      `a statement on dataset '${this.#plan.target.dataset}' failed, which ended its snapshot; what was measured afterwards may have seen newer data`,
    );
  }
}

// Whether an error is about a value, so that rows were read.
function isOfValue(fault: Fault): boolean {
  switch (fault) {
    case "not-finite":
    case "overflow":
    case "cast":
      return true;
    case "missing":
    case "denied":
    case "memory":
    case "cancelled":
    case "gone":
    case "other":
      return false;
  }
}

// The operands of aggregates that the engine may have refused to compute over NaN or ±Infinity.
function refusedOperands({ aggregates, guarded, shape }: PlannedStatement): readonly BoundOperand[] {
  if (shape.kind !== "scan") return [];
  return aggregates
    .filter(({ aggregate }) => primitiveOf(aggregate).overNonFinite === "error")
    .flatMap(({ operands }) => operands)
    .filter(({ identity, type }) => type.kind === "float" && !guarded.has(identity));
}

// Whether the values of an aggregate, which its first operand has, are those of one of some operands.
function isOver({ operands: [first] }: BoundAggregate, operands: readonly BoundOperand[]): boolean {
  return operands.some(({ identity }) => identity === first?.identity);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
