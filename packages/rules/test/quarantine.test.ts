import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InvalidArgumentError } from "@dqx/common";
import { type RowFiles, type RowWriter, SourceError } from "@dqx/sql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PlannedQuarantine, QuarantineError, requireWritable, writeQuarantine } from "../src/index.js";

let folder: string;
const path = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dqx-quarantine-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const statement = (sql: string) => ({ sql, parameters: {} });

/** An engine that writes what a statement says, and has counted five rows. */
function engine(writer: Partial<RowWriter> = {}): RowFiles {
  return {
    reads: (file) => file.endsWith("source.csv"),
    recordsWhere: () => "[]",
    withWriter: async (_files, use) =>
      use({
        query: async () => [[5n]],
        async write(text, file) {
          writeFileSync(file.path, String(typeof text === "string" ? text : text.sql));
          return typeof text !== "string" && text.sql === "bad rows" ? 2 : 3;
        },
        ...writer,
      }),
  };
}

function planned(files: RowFiles, paths: Partial<PlannedQuarantine["paths"]> = {}): PlannedQuarantine {
  return {
    place: "The quarantine",
    paths: { bad: path("bad.csv"), good: path("good.csv"), ...paths },
    split: { bad: statement("bad rows"), good: statement("good rows"), count: statement("all rows") },
    files,
  };
}

const write = (plan: PlannedQuarantine, scanned?: number, signal?: AbortSignal) =>
  writeQuarantine(plan, { scanned, onStatement: () => undefined, ...(signal && { signal }) });

const content = (name: string) => readFileSync(path(name), "utf8");

describe("writeQuarantine", () => {
  it("gives both files their names when both are whole", async () => {
    const told: unknown[] = [];
    const seen: string[][] = [];
    const files = engine({
      query: async () => {
        seen.push(readdirSync(folder).map((name) => name.replace(/-[0-9a-f-]{36}-/, "-ID-")));
        return [[5n]];
      },
    });
    const counts = await writeQuarantine(planned(files), {
      scanned: 5,
      onStatement: ({ sql }, milliseconds, rows) => told.push([sql, milliseconds >= 0, rows]),
    });
    expect(counts).toEqual({ bad: 2, good: 3 });
    expect(told).toEqual([
      ["bad rows", true, 2],
      ["good rows", true, 3],
      ["all rows", true, 1],
    ]);
    expect(seen.map((names) => names.toSorted())).toEqual([[".dqx-ID-bad.csv.tmp", ".dqx-ID-good.csv.tmp"]]);
    expect([content("bad.csv"), content("good.csv"), readdirSync(folder).length]).toEqual([
      "bad rows",
      "good rows",
      2,
    ]);
  });

  it("replaces files where that is said, and no others", async () => {
    writeFileSync(path("good.csv"), "old");
    await expect(write(planned(engine()))).rejects.toThrow("is there already");
    expect([content("good.csv"), readdirSync(folder)]).toEqual(["old", ["good.csv"]]);
    await write(planned(engine(), { overwrite: true }));
    expect(content("good.csv")).toBe("good rows");
  });

  it("leaves nothing where bad and good rows are not all", async () => {
    await expect(write(planned(engine({ query: async () => [[6n]] })))).rejects.toThrow(
      "there are 2 bad and 3 good rows, and the data have 6. The data have changed",
    );
    await expect(write(planned(engine()), 4)).rejects.toThrow("and the run has counted 4");
    await expect(write(planned(engine({ query: async () => [] })))).rejects.toThrow("the data have NaN");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves nothing where the engine fails, and says what it said", async () => {
    const failing = (error: Error) => engine({ write: async () => Promise.reject(error) });
    const failed: unknown = await write(planned(failing(new SourceError("disk full")))).catch(
      (e: unknown) => e,
    );
    expect(failed).toBeInstanceOf(QuarantineError);
    expect(failed).toMatchObject({
      message: "The quarantine cannot be written: disk full. No file was changed.",
      cause: expect.any(SourceError),
    });
    await expect(write(planned(failing(new TypeError("a defect"))))).rejects.toThrow(TypeError);
    const controller = new AbortController();
    const stopped = engine({
      write: async () => {
        controller.abort(new Error("enough"));
        throw new SourceError("interrupted");
      },
    });
    await expect(write(planned(stopped), undefined, controller.signal)).rejects.toThrow("enough");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves the first file's name alone where the second has no folder", async () => {
    await expect(write(planned(engine(), { good: path("gone/good.csv") }))).rejects.toThrow(
      /'.*gone\/good\.csv' cannot be written: ENOENT.*Let the user of this process write to its folder/,
    );
    writeFileSync(path("file"), "");
    await expect(write(planned(engine(), { good: path("file/good.csv") }))).rejects.toThrow(
      "cannot be written",
    );
    expect(readdirSync(folder)).toEqual(["file"]);
  });

  it("says that a file cannot get its name", async () => {
    // In the meantime somebody has put a folder there.
    const files = engine({
      query: async () => {
        mkdirSync(path("bad.csv"));
        return [[5n]];
      },
    });
    await expect(write(planned(files, { overwrite: true }))).rejects.toThrow("is no file");
    expect(readdirSync(folder)).toEqual(["bad.csv"]);
    const removed = engine({
      query: async () => {
        for (const name of readdirSync(folder)) rmSync(path(name), { recursive: true });
        return [[5n]];
      },
    });
    await expect(write(planned(removed, { overwrite: true }))).rejects.toThrow("cannot be written: ENOENT");
  });
});

describe("requireWritable", () => {
  it.each<[paths: { bad: string; good: string; overwrite?: boolean }, says: string]>([
    [{ bad: "a.csv", good: "./a.csv" }, "bad and good are both 'a.csv'"],
    [{ bad: "a.csv", good: "source.csv", overwrite: true }, "is a file that the source reads"],
    [{ bad: "a.txt", good: "b.csv" }, "'a.txt' has no ending that says what to write"],
    [{ bad: "a.csv", good: "b" }, "'b' has no ending"],
  ])("refuses %j", async (paths, says) => {
    const error: unknown = await requireWritable("orders", paths, engine()).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(QuarantineError);
    expect(error).not.toBeInstanceOf(InvalidArgumentError);
    expect(String(error)).toContain(says);
  });
});
