/** What was measured of a column; nothing where it has no such value. */
export interface ColumnEvidence {
  readonly name: string;
  readonly nulls: number | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
}

/** What was measured of a dataset. */
export interface DatasetEvidence {
  readonly name: string;
  readonly uri: string;
  readonly dateColumn: string | undefined;
  readonly date: string;
  readonly rows: number;
  /** Whether there are rows of an earlier day, to compare with. */
  readonly hasDayBefore: boolean;
  readonly columns: readonly ColumnEvidence[];
}

/**
 * Writes a configuration with checks that what was measured meets, with room around it.
 *
 * @param evidence - what was measured
 * @returns its text, and how many assertions it has
 */
export function starterFile(evidence: DatasetEvidence): {
  readonly text: string;
  readonly assertions: number;
} {
  const { name, uri, dateColumn, date } = evidence;
  const checks = [volume(evidence), completeness(evidence), ranges(evidence)].filter(
    ({ assertions }) => assertions.length > 0,
  );
  const lines = [
    "# yaml-language-server: $schema=./node_modules/@dqx/cli/dqx.schema.json",
    `# Bounds as of ${date}, with room around what was measured then.`,
    `suite: ${JSON.stringify(name)}`,
    "store: sqlite:dqx.db",
    "sources:",
    `  ${JSON.stringify(name)}:`,
    `    uri: ${JSON.stringify(uri)}`,
    ...(dateColumn === undefined ? [] : [`    dateColumn: ${JSON.stringify(dateColumn)}`]),
    "checks:",
    ...checks.flatMap(({ title, assertions }) => [
      `  ${title}:`,
      `    dataset: ${JSON.stringify(name)}`,
      "    assertions:",
      ...assertions.flatMap(({ formula, demand, severity, because }) => [
        `      # ${because}`,
        `      - { assert: ${JSON.stringify(formula)}, ${demand}, severity: ${severity} }`,
      ]),
    ]),
    "",
  ];
  return {
    text: lines.join("\n"),
    assertions: checks.reduce((sum, { assertions }) => sum + assertions.length, 0),
  };
}

interface StarterAssertion {
  readonly formula: string;
  readonly demand: string;
  readonly severity: "P0" | "P1" | "P2";
  /** On one line: columns and numbers, JSON where it comes from data. */
  readonly because: string;
}

interface StarterCheck {
  readonly title: string;
  readonly assertions: readonly StarterAssertion[];
}

function volume({ rows, hasDayBefore, date }: DatasetEvidence): StarterCheck {
  const because = `${rows} rows on ${date}`;
  const enough = Math.max(1, Math.floor(rows / 2));
  const assertions: StarterAssertion[] = [
    { formula: "numRows()", demand: `atLeast: ${enough}`, severity: "P0", because },
  ];
  if (hasDayBefore) {
    assertions.push({
      formula: "numRows() / numRows(lag 1)",
      demand: "between: [0.5, 2]",
      severity: "P1",
      because: "half to twice as many as the day before",
    });
  }
  return { title: "volume", assertions };
}

function completeness({ columns, rows }: DatasetEvidence): StarterCheck {
  const assertions = columns.flatMap(({ name, nulls }): readonly StarterAssertion[] => {
    if (nulls === undefined || rows === 0) return [];
    const count = `nullCount(${column(name)})`;
    const because = `${nulls} of ${rows} were null`;
    if (nulls === 0) return [{ formula: count, demand: "equal: 0", severity: "P1", because }];
    if (nulls === rows) return [];
    const share = Math.min(1, Math.ceil(((nulls / rows) * 1.5 + 0.01) * 1000) / 1000);
    return [{ formula: `${count} / numRows()`, demand: `atMost: ${share}`, severity: "P2", because }];
  });
  return { title: "completeness", assertions };
}

function ranges({ columns }: DatasetEvidence): StarterCheck {
  const assertions = columns.flatMap(({ name, minimum, maximum }): readonly StarterAssertion[] => {
    if (minimum === undefined || maximum === undefined) return [];
    // Half of the range on both sides; what is never negative stays so.
    const room = (maximum - minimum) / 2 || Math.abs(maximum) / 2 || 1;
    const lower = minimum >= 0 ? Math.max(0, minimum - room) : minimum - room;
    const because = `from ${minimum} to ${maximum}`;
    return [
      {
        formula: `minimum(${column(name)})`,
        demand: `atLeast: ${roundTo(lower, Math.floor)}`,
        severity: "P2",
        because,
      },
      {
        formula: `maximum(${column(name)})`,
        demand: `atMost: ${roundTo(maximum + room, Math.ceil)}`,
        severity: "P2",
        because,
      },
    ];
  });
  return { title: "ranges", assertions };
}

/** Three significant digits, away from what was measured. */
function roundTo(value: number, round: (value: number) => number): number {
  if (value === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 2);
  const rounded = round(value / unit) * unit;
  return Number.isFinite(rounded) ? Number(rounded.toPrecision(12)) : value;
}

function column(name: string): string {
  if (/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) && name !== "true" && name !== "false") return name;
  return name.includes('"') ? `'${name}'` : `"${name}"`;
}
