import { formats } from "@dqx/metrics";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RowEngine } from "../row-engine.js";
import { codeTruths } from "./code-truths.js";
import type { FormatTruth } from "./format-truth.js";
import { hostileTexts } from "./hostile-texts.js";
import { networkTruths } from "./network-truths.js";
import { numberTruths } from "./number-truths.js";
import stdnum from "./python-stdnum.json" with { type: "json" };
import { valueTruths } from "./value-truths.js";

const truths: Readonly<Record<string, FormatTruth>> = {
  ...networkTruths,
  ...numberTruths,
  ...codeTruths,
  ...valueTruths,
};

const casts = {
  castableToInteger: "BIGINT",
  castableToNumber: "DOUBLE",
  castableToDate: "DATE",
  castableToTimestamp: "TIMESTAMP",
};

let engine: RowEngine;
beforeAll(async () => {
  engine = await RowEngine.open();
});
afterAll(() => engine.close());

async function have(format: string, texts: readonly string[]): Promise<readonly (boolean | null)[]> {
  await engine.fillTexts(texts);
  return await engine.decide({ kind: "hasFormat", of: { kind: "column", name: "s" }, format });
}

describe("a format on two hundred texts and more, hostile ones among them, against other libraries", () => {
  test.each(Object.entries(truths))("%s", async (name, { texts, oracle, differences }) => {
    const tried = [...hostileTexts(texts), ...differences.map(({ example }) => example)];
    const [format = ""] = name.split(" by ");
    const ours = await have(format, tried);
    expect(tried.length).toBeGreaterThanOrEqual(200);
    expect(ours.filter((has) => has === true).length).toBeGreaterThanOrEqual(10);
    const unexplained = tried.flatMap((text, index) => {
      const [has, theirs] = [ours[index], oracle(text)];
      if (has === theirs) return [];
      if (differences.some((difference) => difference.has === has && difference.among(text))) return [];
      return [`${JSON.stringify(text.slice(0, 80))}: ${has}, and not ${theirs}`];
    });
    expect(unexplained).toEqual([]);
    // A difference that is none any more has to go from its list.
    const examples = differences.map(({ example }) => example);
    expect(ours.slice(tried.length - examples.length)).toEqual(differences.map(({ has }) => has));
    expect(examples.map(oracle)).toEqual(differences.map(({ has }) => !has));
  });
});

describe("a format on texts that python-stdnum 2.2 was asked about", () => {
  test.each(Object.entries(stdnum))("%s", async (format, { valid, invalid }) => {
    expect(valid.length + invalid.length).toBeGreaterThanOrEqual(200);
    const [ofValid, ofInvalid] = [await have(format, valid), await have(format, invalid)];
    expect(valid.filter((_, index) => ofValid[index] !== true)).toEqual([]);
    expect(invalid.filter((_, index) => ofInvalid[index] !== false)).toEqual([]);
  });
});

describe("a text that the engine's cast converts", () => {
  const texts = hostileTexts(
    fc.oneof(
      fc.integer().map(String),
      fc.double().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
    ),
  );

  // The other way: the cast itself, which ends the statement where it fails.
  test.each(Object.entries(casts))("%s", async (format, type) => {
    const ours = await have(format, texts);
    const theirs: boolean[] = [];
    for (const index of texts.keys()) {
      const cast = engine.select(`(SELECT CAST(s AS ${type}) FROM t WHERE n = ${index})`);
      theirs.push(
        await cast.then(
          () => true,
          () => false,
        ),
      );
    }
    expect(ours).toEqual(theirs);
    expect(ours.filter((has) => has === true).length).toBeGreaterThanOrEqual(10);
  });
});

test("every format is compared with something that is not ours", () => {
  const compared = [...Object.keys(truths), ...Object.keys(stdnum), ...Object.keys(casts)].map(
    (name) => name.split(" by ")[0],
  );
  expect([...new Set(compared)].sort()).toEqual(Object.keys(formats).sort());
});
