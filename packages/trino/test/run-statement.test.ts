import { describe, expect, test } from "vitest";
import { runStatement, type StatementProgress } from "../src/protocol/run-statement.js";
import type { Server } from "../src/protocol/server.js";
import { type Answer, FakeTrino } from "./support/fake-trino.js";

const serverAt = (origin: string, retryFor = 2_000): Server => ({
  origin,
  headers: { "X-Trino-User": "ann", Authorization: "Basic c2VjcmV0" },
  secrets: ["hunter2"],
  retryFor,
});
const fakeOf = (...answers: readonly Answer[]) => FakeTrino.start(() => answers);
const columns = [["x", "bigint"]] as const;

describe("a statement", () => {
  test("is one POST, and GETs of where the next page is, until there is none", async () => {
    await using fake = await fakeOf(
      {},
      { columns },
      { columns, data: "[[1],[2]]" },
      { columns, data: "[[3]]" },
    );
    const result = await runStatement(serverAt(fake.url), "SELECT 1");
    expect(result).toEqual({ columns: [{ name: "x", type: "bigint" }], rows: [[1], [2], [3]] });
    expect(fake.asked.map(({ method }) => method)).toEqual(["POST", "GET", "GET", "GET"]);
    expect(fake.asked[0]).toMatchObject({ path: "/v1/statement", body: "SELECT 1" });
    for (const { headers } of fake.asked) {
      expect(headers).toMatchObject({ "x-trino-user": "ann", authorization: "Basic c2VjcmV0" });
    }
  });

  test("without columns has no rows", async () => {
    await using fake = await fakeOf({});
    expect(await runStatement(serverAt(fake.url), "SELECT 1")).toEqual({ columns: [], rows: [] });
  });

  test("has a limit that the server keeps", async () => {
    await using fake = await fakeOf({});
    await runStatement(serverAt(fake.url), "SELECT 1", { timeout: 1500 });
    expect(fake.asked[0]?.headers["x-trino-session"]).toBe("query_max_run_time=1500ms");
  });

  test("whole numbers that doubles would round keep their digits, and texts stay as they are", async () => {
    const data = String.raw`[[9007199254740993,-9223372036854775808,"\"1234567890123456789","12345678901234567890",1.5,0.1234567890123456]]`;
    await using fake = await fakeOf({ columns, data });
    const { rows } = await runStatement(serverAt(fake.url), "SELECT 1");
    expect(rows).toEqual([
      [
        "9007199254740993",
        "-9223372036854775808",
        '"1234567890123456789',
        "12345678901234567890",
        1.5,
        0.1234567890123456,
      ],
    ]);
  });

  test("fails by the name of the server's error, which comes with the status 200", async () => {
    await using fake = await fakeOf(
      {},
      { error: ["TABLE_NOT_FOUND", "line 1:15: Table 'a.b.c' does not exist"] },
    );
    await expect(runStatement(serverAt(fake.url), "SELECT 1")).rejects.toMatchObject({
      errorName: "TABLE_NOT_FOUND",
      message: "line 1:15: Table 'a.b.c' does not exist",
    });
    expect(fake.paths("DELETE")).toEqual([]);
  });

  test("tells its progress, and whoever throws while it is told does not end it", async () => {
    await using fake = await fakeOf(
      { stats: { state: "QUEUED", progressPercentage: null } },
      { stats: { processedRows: 500, processedBytes: 4000, progressPercentage: 50 } },
      {
        columns,
        data: "[[1]]",
        stats: { processedRows: 1000, processedBytes: 8000, progressPercentage: 100 },
      },
    );
    const seen: StatementProgress[] = [];
    const onProgress = (progress: StatementProgress): void => {
      seen.push(progress);
      throw new Error("of the watcher");
    };
    const { rows } = await runStatement(serverAt(fake.url), "SELECT 1", { onProgress });
    expect(rows).toEqual([[1]]);
    expect(seen).toEqual([
      { queryId: "20240601_1", state: "QUEUED", rows: 0, bytes: 0 },
      { queryId: "20240601_1", state: "RUNNING", rows: 500, bytes: 4000, percentage: 50 },
      { queryId: "20240601_1", state: "FINISHED", rows: 1000, bytes: 8000, percentage: 100 },
    ]);
  });
});

describe("a request", () => {
  test.each([429, 502, 503, 504])("is repeated after %i", async (status) => {
    await using fake = await fakeOf({ status }, {}, { status }, { columns, data: "[[1]]" });
    expect(await runStatement(serverAt(fake.url), "SELECT 1")).toMatchObject({ rows: [[1]] });
    expect(fake.paths("POST")).toHaveLength(2);
    const pages = fake.paths("GET");
    expect(pages).toHaveLength(2);
  });

  test("is not repeated for longer than it may be", async () => {
    await using fake = await fakeOf({ status: 503, text: "hunter2 is overloaded" });
    await expect(runStatement(serverAt(fake.url, 0), "SELECT 1")).rejects.toMatchObject({
      errorName: "HTTP_503",
      message: "the server answered with 503: … is overloaded",
    });
    expect(fake.asked).toHaveLength(1);
  });

  test.each([400, 401, 500])("is not repeated after %i", async (status) => {
    await using fake = await fakeOf({ status });
    await expect(runStatement(serverAt(fake.url), "SELECT 1")).rejects.toMatchObject({
      errorName: `HTTP_${status}`,
      message: `the server answered with ${status}`,
    });
    expect(fake.asked).toHaveLength(1);
  });

  test("for results is repeated when the connection breaks, and one that begins a query is not", async () => {
    await using fake = await fakeOf({}, "break", { columns, data: "[[1]]" });
    expect(await runStatement(serverAt(fake.url), "SELECT 1")).toMatchObject({ rows: [[1]] });
    await using broken = await fakeOf("break");
    await expect(runStatement(serverAt(broken.url), "SELECT 1")).rejects.toMatchObject({
      errorName: "CONNECTION_FAILURE",
    });
    expect(broken.asked).toHaveLength(1);
  });

  test("that nobody answers names the address", async () => {
    const fake = await fakeOf({});
    const { url } = fake;
    await fake[Symbol.asyncDispose]();
    await expect(runStatement(serverAt(url, 0), "SELECT 1")).rejects.toMatchObject({
      errorName: "CONNECTION_FAILURE",
      message: expect.stringContaining("ECONNREFUSED"),
    });
  });

  test("follows no redirection: the credentials are for this server", async () => {
    await using other = await fakeOf({});
    await using fake = await fakeOf({ status: 307, headers: { Location: other.url } });
    await expect(runStatement(serverAt(fake.url, 0), "SELECT 1")).rejects.toMatchObject({
      errorName: "CONNECTION_FAILURE",
    });
    expect(other.asked).toEqual([]);
  });

  test("goes to no other host, even if the server says so", async () => {
    await using other = await fakeOf({});
    for (const nextUri of [`${other.url}/v1/statement/x/1`, "nowhere"]) {
      await using fake = await fakeOf({ nextUri });
      await expect(runStatement(serverAt(fake.url), "SELECT 1")).rejects.toThrow(
        "http-server.process-forwarded",
      );
      expect(fake.paths("GET")).toEqual([]);
    }
    expect(other.asked).toEqual([]);
  });

  test.each(["<html>", "[]", "7", '{"id": 5}'])("that is answered by %s fails", async (text) => {
    await using fake = await fakeOf({ status: 200, text });
    await expect(runStatement(serverAt(fake.url), "SELECT 1")).rejects.toThrow("not Trino's protocol");
  });
});

describe("an abort", () => {
  test("ends the statement on the server", async () => {
    await using fake = await fakeOf({}, "silence");
    const controller = new AbortController();
    const running = runStatement(serverAt(fake.url), "SELECT 1", {}, controller.signal);
    await fake.received("GET");
    controller.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
    expect(fake.paths("DELETE")).toEqual(fake.paths("GET"));
    expect(fake.asked.at(-1)?.headers.authorization).toBe("Basic c2VjcmV0");
  });

  test("before the first answer waits for it, to know what to end", async () => {
    await using fake = await fakeOf({ status: 503 }, { hangs: true });
    const controller = new AbortController();
    const running = runStatement(serverAt(fake.url), "SELECT 1", {}, controller.signal);
    await fake.received("POST");
    controller.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
    expect(fake.paths("DELETE")).toHaveLength(1);
    expect(fake.paths("GET")).toEqual([]);
  });

  test("before the first request sends none", async () => {
    await using fake = await fakeOf({});
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(runStatement(serverAt(fake.url), "SELECT 1", {}, signal)).rejects.toThrow("enough");
    expect(fake.asked).toEqual([]);
  });

  test("ends a wait for a repetition", async () => {
    await using fake = await FakeTrino.start(() => [{}, ...Array<Answer>(50).fill({ status: 503 })]);
    const controller = new AbortController();
    const running = runStatement(serverAt(fake.url, 60_000), "SELECT 1", {}, controller.signal);
    await fake.received("GET");
    controller.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
    expect(fake.paths("DELETE")).toHaveLength(1);
  });
});

test("a page that cannot be read ends the statement on the server", async () => {
  await using fake = await fakeOf({}, { status: 500, text: "broken" });
  await expect(runStatement(serverAt(fake.url), "SELECT 1")).rejects.toMatchObject({ errorName: "HTTP_500" });
  expect(fake.paths("DELETE")).toEqual(fake.paths("GET"));
});
