import { LocalDate } from "@dqx/common";
import type { FormatName } from "@dqx/metrics";
import type { Dialect } from "@dqx/sql";
import type { ColumnFacts } from "../rows/column-facts.js";
import type { Grouping, GroupingKey } from "../rows/grouping-statement.js";
import type { ProfiledColumn } from "../rows/profiled-column.js";
import type { ProfiledRows } from "../rows/profiled-rows.js";
import { type KeyColumns, keyOf } from "./candidate-keys.js";
import { columnProfile, countsOf } from "./column-profile.js";
import type { CandidateKey, ColumnProfile, DayRows } from "./dataset-profile.js";
import { type ColumnPair, sameValue } from "./equal-columns.js";
import type { FormatConditions } from "./format-candidates.js";
import { askKeys, type ColumnKeys, conditionKey, rowsWith } from "./second-scan.js";
import { unitText } from "./time-coverage.js";

/** What the second scan says. */
export interface SecondAnswers {
  readonly columns: readonly ColumnProfile[];
  readonly keys: readonly CandidateKey[];
  readonly equalColumns: readonly ColumnPair[];
  readonly days: readonly DayRows[];
}

/** What one statement of the second scan is asked, and how its answers are read. */
export class SecondRequest {
  /** The keys that rows are grouped by. */
  readonly keys: GroupingKey[] = [];
  readonly #rows: ProfiledRows;
  readonly #total: number;
  readonly #dialect: Dialect;
  readonly #conditions: FormatConditions;
  readonly #columns: { column: ProfiledColumn; facts: ColumnFacts; keys: ColumnKeys }[] = [];
  readonly #candidates: { columns: KeyColumns; place: number }[] = [];
  readonly #pairs: { pair: ColumnPair; place: number }[] = [];

  constructor(rows: ProfiledRows, total: number, dialect: Dialect, conditions: FormatConditions) {
    this.#rows = rows;
    this.#total = total;
    this.#dialect = dialect;
    this.#conditions = conditions;
  }

  /** Asks about a column. */
  askColumn(
    column: ProfiledColumn,
    facts: ColumnFacts,
    candidates: { readonly isGrouped: boolean; readonly formats: readonly FormatName[] },
  ): void {
    const scope = { rows: this.#rows, total: this.#total, dialect: this.#dialect, ask: this.#ask };
    const keys = askKeys(column, facts, candidates, this.#conditions, scope);
    this.#columns.push({ column, facts, keys });
  }

  /** Asks whether columns tell rows apart. */
  askKeys(candidates: readonly KeyColumns[]): void {
    for (const columns of candidates) {
      const parts = columns.map(({ operand }) => operand);
      this.#candidates.push({ columns, place: this.#ask({ parts }) });
    }
  }

  /** Asks whether columns are equal. */
  askPairs(pairs: readonly ColumnPair[]): void {
    for (const pair of pairs) {
      const key = conditionKey(sameValue(pair), this.#rows.columns, this.#dialect);
      this.#pairs.push({ pair, place: this.#ask(key) });
    }
  }

  /** Reads the answers. @param groupings - in the order of the keys */
  read(groupings: readonly Grouping[]): SecondAnswers {
    const grouping = (place: number): Grouping | undefined => groupings[place];
    const total = this.#total;
    return {
      columns: this.#columns.map((asked) => {
        const key = this.#candidates.find(({ columns: [only, other] }) => only === asked.column && !other);
        return columnProfile({ ...asked, grouping, total, ...(key && { keyPlace: key.place }) });
      }),
      keys: this.#candidates.flatMap(({ columns, place }) => {
        const found = grouping(place);
        return found === undefined ? [] : keyOf(columns, found);
      }),
      equalColumns: this.#pairs.flatMap(({ pair, place }) => {
        const found = grouping(place);
        const rows = found?.told.reduce((sum, told) => sum + told.rows, 0) ?? 0;
        return found !== undefined && rows > 0 && rowsWith("true", found) === rows ? [pair] : [];
      }),
      days: this.#columns.flatMap(({ column, keys }) => {
        const found = keys.time?.unit === "day" ? grouping(keys.time.place) : undefined;
        if (found === undefined || column.name !== this.#rows.day?.column.name) return [];
        return countsOf(found).map(({ value, rows }) => ({ date: LocalDate(unitText("day", value)), rows }));
      }),
    };
  }

  readonly #ask = (key: GroupingKey): number => this.keys.push(key) - 1;
}
