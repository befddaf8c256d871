import type { SqlRow } from "@dqx/common";
import { countResult, type FormatName, showPredicate } from "@dqx/metrics";
import type { SqlDataSource } from "@dqx/sql";
import { askFacts, type ColumnFacts } from "../rows/column-facts.js";
import { groupingStatement, readGroupings } from "../rows/grouping-statement.js";
import { type ProfiledColumn, profiledColumn } from "../rows/profiled-column.js";
import type { ProfiledRows, RowChoice } from "../rows/profiled-rows.js";
import { SelectList } from "../rows/select-list.js";
import type { StatementRunner } from "../rows/statement-runner.js";
import { unusedPrefix } from "../rows/unused-prefix.js";
import { keyCandidates } from "./candidate-keys.js";
import type { DatasetProfile } from "./dataset-profile.js";
import { equalCandidates } from "./equal-columns.js";
import { failedColumn } from "./failed-column.js";
import {
  type FormatConditions,
  formatCandidates,
  formatConditions,
  probeStatement,
} from "./format-candidates.js";
import { type SecondAnswers, SecondRequest } from "./second-request.js";
import { groupedColumns } from "./second-scan.js";

/** How many columns one statement asks about. */
const COLUMNS_OF_A_STATEMENT = 150;

/** Facts of columns, in their order. */
type Facts = ReadonlyMap<ProfiledColumn, ColumnFacts>;

/** A dataset that is being profiled. */
export class Profiling {
  readonly #source: SqlDataSource;
  readonly #rows: ProfiledRows;
  readonly #runner: StatementRunner;
  readonly #conditions: FormatConditions;
  readonly #prefix: string;
  readonly #failures = new Map<string, string>();

  /**
   * @param source - where the rows are
   * @param rows - which of them
   * @param runner - runs the statements
   */
  constructor(source: SqlDataSource, rows: ProfiledRows, runner: StatementRunner) {
    this.#source = source;
    this.#rows = rows;
    this.#runner = runner;
    this.#conditions = formatConditions(source.dialect);
    this.#prefix = unusedPrefix(rows.columns.names);
  }

  /** Runs the statements, and puts together what they say. */
  async profile({ where, sample }: RowChoice): Promise<DatasetProfile> {
    const { name, dialect } = this.#source;
    const columns = this.#rows.described.map((column) => profiledColumn(column, dialect));
    const formats = await this.#probe(columns.filter(({ hasFormats }) => hasFormats));
    const { total, facts } = await this.#firstScan(columns);
    const answers = await this.#secondScan(total, facts, formats);
    const byName = new Map(answers.columns.map((column) => [column.name, column]));
    const { day } = this.#rows;
    return {
      format: "dqx.profile",
      version: 1,
      dataset: name,
      engine: dialect.name,
      profiledAt: new Date().toISOString(),
      rows: total,
      sample: sample ?? null,
      where: where === undefined ? null : showPredicate(where),
      dateColumn: day?.column.name ?? null,
      days: day === undefined ? null : answers.days,
      columns: columns.map(
        (column) => byName.get(column.name) ?? failedColumn(column, this.#failures.get(column.name)),
      ),
      keys: answers.keys,
      equalColumns: answers.equalColumns.map(([a, b]) => [a.name, b.name]),
      statements: this.#runner.statements,
      warnings: [...this.#failures].map(
        ([column, reason]) => `Column '${column}' could not be measured: ${reason}`,
      ),
    };
  }

  async #probe(texts: readonly ProfiledColumn[]): Promise<ReadonlyMap<string, readonly FormatName[]>> {
    const found = new Map<string, readonly FormatName[]>();
    const use = async (columns: readonly ProfiledColumn[]): Promise<void> => {
      if (columns.length === 0) return;
      const sql = probeStatement(this.#rows.from, columns, this.#conditions, this.#source.dialect);
      const rows = await this.#runner.run("probe", sql, this.#rows.parameters);
      for (const [place, formats] of formatCandidates(rows, this.#conditions.names)) {
        found.set(columns[place]?.name ?? "", formats);
      }
    };
    // A column that no format can be tried on has none; the scans say what else is wrong with it.
    for (const part of parts(texts)) await this.#runner.withoutGuilty(part, use, () => undefined);
    return found;
  }

  async #firstScan(columns: readonly ProfiledColumn[]): Promise<{ total: number; facts: Facts }> {
    const { dialect } = this.#source;
    const facts = new Map<ProfiledColumn, ColumnFacts>();
    let total: number | undefined;
    const use = async (asked: readonly ProfiledColumn[]): Promise<void> => {
      const list = new SelectList();
      const count = list.add("count(*)");
      const readers = asked.map((column) => [column, askFacts(list, column, dialect)] as const);
      const selected = list.render((index) => dialect.quote(`${this.#prefix}${index}`));
      const [row = []] = await this.#scan(`SELECT ${selected}\nFROM ${this.#rows.from}`);
      total = countResult([count(row)], 0);
      for (const [column, read] of readers) facts.set(column, read(row));
    };
    for (const part of parts(columns)) await this.#runner.withoutGuilty(part, use, this.#fail);
    // Nothing could be measured but the rows themselves.
    if (total === undefined) await use([]);
    return { total: total ?? 0, facts: new Map(columns.flatMap((column) => entryOf(facts, column))) };
  }

  async #secondScan(
    total: number,
    facts: Facts,
    formats: ReadonlyMap<string, readonly FormatName[]>,
  ): Promise<SecondAnswers> {
    const grouped = groupedColumns(facts);
    const keys = keyCandidates(facts, total, this.#rows.day?.column.name);
    const pairs = equalCandidates(facts);
    const answers: SecondAnswers[] = [];
    const use = async (asked: readonly ProfiledColumn[]): Promise<void> => {
      const isAsked = (columns: readonly ProfiledColumn[]): boolean =>
        columns.every((column) => asked.includes(column));
      const request = new SecondRequest(this.#rows, total, this.#source.dialect, this.#conditions);
      const about = asked.flatMap((column) => entryOf(facts, column));
      for (const [column, fact] of about) {
        request.askColumn(column, fact, {
          isGrouped: grouped.has(column),
          formats: formats.get(column.name) ?? [],
        });
      }
      request.askKeys(keys.filter(isAsked));
      request.askPairs(pairs.filter(isAsked));
      const groupings =
        request.keys.length === 0
          ? []
          : readGroupings(
              await this.#scan(
                groupingStatement(this.#rows.from, request.keys, this.#prefix, this.#source.dialect),
              ),
              request.keys.length,
            );
      answers.push(request.read(groupings));
    };
    for (const part of parts([...facts.keys()])) await this.#runner.withoutGuilty(part, use, this.#fail);
    return {
      columns: answers.flatMap(({ columns }) => columns),
      keys: answers
        .flatMap((answer) => answer.keys)
        .toSorted((a, b) => a.duplicates - b.duplicates || a.columns.length - b.columns.length),
      equalColumns: answers.flatMap(({ equalColumns }) => equalColumns),
      days: answers.flatMap(({ days }) => days),
    };
  }

  #scan(sql: string): Promise<readonly SqlRow[]> {
    return this.#runner.run("scan", sql, this.#rows.parameters);
  }

  readonly #fail = ({ name }: ProfiledColumn, reason: string): void => {
    this.#failures.set(name, reason);
  };
}

function entryOf(facts: Facts, column: ProfiledColumn): readonly (readonly [ProfiledColumn, ColumnFacts])[] {
  const fact = facts.get(column);
  return fact === undefined ? [] : [[column, fact]];
}

function parts<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const count = Math.max(1, Math.ceil(items.length / COLUMNS_OF_A_STATEMENT));
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * COLUMNS_OF_A_STATEMENT, (index + 1) * COLUMNS_OF_A_STATEMENT),
  );
}
