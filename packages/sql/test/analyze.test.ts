import { addDays, LocalDate } from "@dqx/common";
import {
  average,
  countValues,
  maximum,
  nanCount,
  numRows,
  type SimpleMetricSpec,
  sum,
  variance,
} from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import { type AnalyzeOptions, analyze, duckdbDialect, PlanningError } from "../src/index.js";
import { januaryDays } from "./duckdb-source.js";
import { type Script, ScriptedError, scriptedSource } from "./scripted-source.js";

const today = LocalDate("2024-01-31");
const names = Array.from({ length: 32 }, (_, index) => `c${index}`);
const columns = names.map((name) => ({ name, type: "BIGINT" }));
const maxima = names.map((column) => maximum.spec({ column }));

async function run(
  script: Partial<Script>,
  specs: readonly SimpleMetricSpec[],
  options: Partial<AnalyzeOptions> = {},
) {
  const { source, asked } = scriptedSource({ columns, ...script });
  const analysis = await analyze(
    source,
    specs.map((spec) => ({ spec, dates: [today] })),
    { referenceDate: today, ...options },
  );
  return { analysis, asked };
}

function failOn(...guilty: readonly string[]): Pick<Script, "answer"> {
  return {
    answer(sql) {
      const found = guilty.find((column) => sql.includes(`"${column}"`));
      if (found !== undefined) throw new Error(`bad value in ${found}`);
      return undefined;
    },
  };
}

const failures = (measured: Awaited<ReturnType<typeof run>>["analysis"]["measured"]) =>
  measured.flatMap(({ spec, outcome }) =>
    outcome.kind === "failed" ? [`${spec.name}: ${outcome.reason}`] : [],
  );

describe("a statement that fails while it runs", () => {
  test("of thirty-two metrics the guilty one fails, in a logarithmic number of statements", async () => {
    const { analysis } = await run(failOn("c13"), maxima);
    expect(failures(analysis.measured)).toEqual(["maximum(c13): bad value in c13"]);
    // The statement, one question whether anything can be read, and two halves on each of five levels.
    expect(analysis.statements).toHaveLength(1 + 1 + 2 * 5);
    expect(analysis.statements.map(({ purpose }) => purpose)).toEqual([
      "scan",
      ...Array.from({ length: 11 }, () => "isolate"),
    ]);
    expect(analysis.statements[0]).toMatchObject({ error: "bad value in c13", rows: 0 });
    expect(analysis.statements[1]).toMatchObject({ rows: 1 });
  });

  test("an error of a value says that rows can be read: it takes one statement less", async () => {
    const answer = (sql: string) => {
      if (sql.includes('"c0"')) throw new Error("Conversion Error: Could not convert 'oops'");
      return undefined;
    };
    const { analysis } = await run({ answer }, maxima);
    expect(failures(analysis.measured)).toEqual(["maximum(c0): Conversion Error: Could not convert 'oops'"]);
    expect(analysis.statements).toHaveLength(2 * Math.log2(maxima.length) + 1);
  });

  test("several guilty metrics fail, each with its own reason", async () => {
    const { analysis } = await run(failOn("c3", "c30"), maxima);
    expect(failures(analysis.measured)).toEqual([
      "maximum(c3): bad value in c3",
      "maximum(c30): bad value in c30",
    ]);
  });

  test("when the limit is reached, what was not measured apart says so", async () => {
    const { analysis } = await run(failOn("c0", "c31"), maxima, { maximumStatements: 3 });
    expect(analysis.statements).toHaveLength(1 + 1 + 3);
    const reasons = failures(analysis.measured);
    expect(reasons.length).toBeGreaterThan(2);
    for (const reason of reasons)
      expect(reason).toContain("the limit of 3 additional statements was reached");
  });

  test("when nothing can be read every metric says so, after two statements", async () => {
    const answer = () => {
      throw new Error("disk on fire");
    };
    const { analysis } = await run({ answer }, [...maxima, nanCount.spec({ column: "c0" })]);
    expect(analysis.statements).toHaveLength(2);
    for (const { outcome } of analysis.measured) {
      expect(outcome).toEqual({ kind: "failed", reason: "dataset 'orders' cannot be read: disk on fire" });
    }
  });

  test("once nothing can be read, the rest of the plan is not tried", async () => {
    const { source, asked } = scriptedSource({
      columns: [...columns, { name: "day", type: "DATE" }],
      dating: { kind: "column", column: "day", timeZone: "UTC" },
      answer: () => {
        throw new Error("gone");
      },
      dialect: { ...duckdbDialect, limits: { aggregates: 8 } },
    });
    await analyze(
      source,
      maxima.map((spec) => ({ spec, dates: januaryDays(2) })),
      { referenceDate: today },
    );
    expect(asked).toHaveLength(2);
  });

  test("a lone metric fails with the engine's reason when the rest can be read", async () => {
    const { analysis } = await run(failOn("c5"), [maximum.spec({ column: "c5" })]);
    expect(failures(analysis.measured)).toEqual(["maximum(c5): bad value in c5"]);
    expect(analysis.statements).toHaveLength(2);
  });

  test("the reader is told that the snapshot may have ended", async () => {
    const { analysis } = await run(failOn("c5"), maxima);
    expect(analysis.warnings).toEqual([
      expect.stringContaining("dataset 'orders' failed, which ended its snapshot"),
    ]);
    const lasting = {
      ...duckdbDialect,
      capabilities: { ...duckdbDialect.capabilities, failureEndsSnapshot: false },
    };
    const { analysis: quiet } = await run({ ...failOn("c5"), dialect: lasting }, maxima);
    expect(quiet.warnings).toEqual([]);
  });

  test("what is no Error is reported all the same", async () => {
    const answer = () => {
      throw "just text";
    };
    const { analysis } = await run({ answer }, [numRows.spec({})]);
    expect(failures(analysis.measured)).toEqual(["numRows(): dataset 'orders' cannot be read: just text"]);
  });
});

describe("NaN and ±Infinity", () => {
  const floats = {
    columns: [
      { name: "clean", type: "DOUBLE" },
      { name: "dirty", type: "DOUBLE" },
    ],
  };
  const specs = ["clean", "dirty"].flatMap((column) =>
    [average, variance, maximum].map((metric) => metric.spec({ column })),
  );

  test("clean columns take one statement without any guard", async () => {
    const { asked } = await run(floats, specs);
    expect(asked).toHaveLength(1);
    expect(asked[0]).not.toContain("isfinite");
  });

  test("an engine that refuses the variance is asked again, with a guard on the columns of variances", async () => {
    const { asked, analysis } = await run(
      {
        ...floats,
        answer(sql) {
          if (!sql.includes("isfinite")) throw new Error("VARPOP is out of range!");
          return undefined;
        },
      },
      [...specs, nanCount.spec({ column: "dirty" })],
    );
    expect(analysis.statements.map(({ purpose }) => purpose)).toEqual(["scan", "guarded"]);
    expect(asked[1]).toContain(`count_if(NOT isfinite("dirty"))`);
  });

  test("an engine that refuses it with a guard, too, is bisected", async () => {
    const { analysis } = await run(
      {
        ...floats,
        answer(sql) {
          if (sql.includes("var_pop") && sql.includes(`"dirty"`)) throw new Error("VARPOP is out of range!");
          return undefined;
        },
      },
      specs,
    );
    expect(failures(analysis.measured)).toEqual(["variance(dirty): VARPOP is out of range!"]);
  });

  test("a column that shows something not finite is measured again, without the others", async () => {
    const { asked, analysis } = await run(
      {
        ...floats,
        answer: (sql) => (sql.includes("isfinite") ? undefined : [[1n, 2, 0, 2, 3n, Number.NaN, 0, 2]]),
      },
      specs,
    );
    expect(analysis.statements.map(({ purpose }) => purpose)).toEqual(["scan", "guarded"]);
    expect(asked[1]).not.toContain(`"clean"`);
    expect(asked[1]).not.toContain(`count("dirty")`);
    expect(analysis.warnings).toEqual([expect.stringContaining("column 'dirty' of dataset 'orders'")]);
  });
});

describe("what is asked", () => {
  test("a metric asked for twice is measured once, on all its dates", async () => {
    const day = { name: "day", type: "DATE" };
    const { source, asked } = scriptedSource({
      columns: [day],
      dating: { kind: "column", column: "day", timeZone: "UTC" },
      answer: () => [],
    });
    const spec = numRows.spec({});
    const { measured } = await analyze(
      source,
      [
        { spec, dates: [today, today] },
        { spec: numRows.spec({}), dates: [addDays(today, -1), today] },
        { spec: sum.spec({ column: "day" }), dates: [] },
      ],
      { referenceDate: today },
    );
    expect(measured.map(({ date, outcome }) => [date, outcome])).toEqual([
      ["2024-01-30", { kind: "value", value: 0, warnings: [], rows: 0 }],
      ["2024-01-31", { kind: "value", value: 0, warnings: [], rows: 0 }],
    ]);
    expect(asked).toHaveLength(1);
  });

  test("nothing asked is nothing run", async () => {
    const { analysis, asked } = await run({}, []);
    expect(analysis).toEqual({ measured: [], statements: [], skipped: [], warnings: [] });
    expect(asked).toEqual([]);
  });

  test("a lagged metric on a source without history is refused before anything runs", async () => {
    const { source, asked } = scriptedSource({ columns });
    const attempt = analyze(source, [{ spec: sum.spec({ column: "c0" }), dates: [addDays(today, -7)] }], {
      referenceDate: today,
    });
    await expect(attempt).rejects.toThrow(PlanningError);
    await expect(attempt).rejects.toThrow(
      "Metric sum(c0) is wanted for 2024-01-24, but dataset 'orders' has no history: its rows are those of 2024-01-31. Give the source a `dateColumn`",
    );
    expect(asked).toEqual([]);
  });

  test("parameters that the source refuses are refused with the metric's name", async () => {
    const relation = () => {
      throw new ScriptedError("it takes no parameter 'region'.");
    };
    const spec = sum.spec({ column: "c0" }, { region: "eu" });
    await expect(run({ relation }, [spec])).rejects.toThrow(
      `Metric ${spec.name} cannot be measured on dataset 'orders': it takes no parameter 'region'.`,
    );
    const broken = () => {
      throw new TypeError("a defect");
    };
    await expect(run({ relation: broken }, [spec])).rejects.toThrow(TypeError);
  });

  test("each set of source parameters has a statement of its own", async () => {
    const relation: Script["relation"] = ({ parameters }) => `"${String(parameters.region)}"`;
    const { asked, analysis } = await run({ relation }, [
      sum.spec({ column: "c0" }, { region: "eu" }),
      sum.spec({ column: "c0" }, { region: "us" }),
      maximum.spec({ column: "c0" }, { region: "eu" }),
    ]);
    expect(asked.map((sql) => /FROM "(\w+)"/.exec(sql)?.[1])).toEqual(["eu", "us"]);
    expect(analysis.measured).toHaveLength(3);
  });

  test("a source's own dialect writes its statements", async () => {
    const dialect = { ...duckdbDialect, name: "quack", quote: (name: string) => `<${name}>` };
    const { asked, analysis } = await run({ dialect }, [numRows.spec({})]);
    expect(asked).toEqual(['SELECT count(*) AS <m0>\nFROM "orders"']);
    expect(analysis.measured).toHaveLength(1);
  });
});

describe("a source made anew for each date", () => {
  const perDate: Partial<Script> = {
    dating: { kind: "per-date" },
    relation: ({ date }) => `read('${date}')`,
  };

  test("has a statement for each date, without a condition", async () => {
    const { source, asked } = scriptedSource({ columns, ...perDate });
    await analyze(
      source,
      [
        { spec: sum.spec({ column: "c0" }), dates: januaryDays(3) },
        { spec: numRows.spec({}), dates: januaryDays(1) },
      ],
      { referenceDate: today },
    );
    expect(asked.map((sql) => /FROM (.*)/.exec(sql)?.[1])).toEqual([
      "read('2024-01-29')",
      "read('2024-01-30')",
      "read('2024-01-31')",
    ]);
    expect(asked.join()).not.toContain("WHERE");
  });

  test("a missing day fails that day only", async () => {
    const describe = (relation: string): void => {
      if (relation.includes("01-30")) throw new ScriptedError("no file for 2024-01-30");
    };
    const { source } = scriptedSource({ columns, ...perDate, describe });
    const { measured } = await analyze(
      source,
      [{ spec: sum.spec({ column: "c0" }), dates: januaryDays(3) }],
      { referenceDate: today },
    );
    expect(measured.map(({ outcome }) => outcome)).toMatchObject([
      { value: 1 },
      { kind: "failed", reason: "no file for 2024-01-30" },
      { value: 1 },
    ]);
  });

  test("when no day can be read the source's error is thrown", async () => {
    const describe = (): void => {
      throw new ScriptedError("no such folder");
    };
    const { source } = scriptedSource({ columns, ...perDate, describe });
    const attempt = analyze(source, [{ spec: numRows.spec({}), dates: januaryDays(3) }], {
      referenceDate: today,
    });
    await expect(attempt).rejects.toThrow(ScriptedError);
  });
});

describe("what the engine gives", () => {
  test("results that make no sense fail their metric", async () => {
    const { analysis } = await run({ answer: () => [["many", 3n]] }, [
      numRows.spec({}),
      maximum.spec({ column: "c0" }),
    ]);
    expect(analysis.measured.map(({ outcome }) => outcome)).toMatchObject([
      { kind: "failed", reason: expect.stringContaining('its results make no sense: Aggregate 0 is "many"') },
      { value: 3 },
    ]);
  });

  test("results that are missing fail their metric and are not taken for nothing", async () => {
    const { analysis } = await run({ answer: () => [[3n]] }, [
      numRows.spec({}),
      maximum.spec({ column: "c0" }),
    ]);
    expect(analysis.measured.map(({ outcome }) => outcome)).toMatchObject([
      { value: 3 },
      { kind: "failed", reason: "the engine gave no result" },
    ]);
  });

  test("an error of the session that is not the source's is thrown", async () => {
    const describe = (): void => {
      throw new TypeError("a defect");
    };
    await expect(run({ describe }, maxima)).rejects.toThrow(TypeError);
  });
});

describe("an abort", () => {
  test("before the start, between statements and during one rejects with the reason", async () => {
    const reason = new Error("enough");
    await expect(run({}, maxima, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);

    const duringDescribe = new AbortController();
    await expect(
      run({ describe: () => duringDescribe.abort(reason) }, maxima, { signal: duringDescribe.signal }),
    ).rejects.toBe(reason);

    const duringQuery = new AbortController();
    const answer = () => {
      duringQuery.abort(reason);
      throw new Error("interrupted");
    };
    await expect(run({ answer }, maxima, { signal: duringQuery.signal })).rejects.toBe(reason);
  });
});

test("a value list of another kind is refused with what would fit", async () => {
  const { analysis } = await run({}, [countValues.spec({ column: "c0", values: ["x"] })]);
  expect(failures(analysis.measured)).toEqual([
    `countValues(c0, ["x"]): column 'c0' is BIGINT, which cannot be compared with the string "x"; compare it with numbers`,
  ]);
});
