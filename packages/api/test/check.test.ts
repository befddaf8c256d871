import { InvalidArgumentError } from "@dqx/common";
import { describe, expect, it } from "vitest";
import { check } from "../src/check/check.js";

const body = () => undefined;

describe("check", () => {
  it("allows all datasets and fails on nothing, unless told otherwise", () => {
    expect(check({ name: "volume" }, body)).toEqual({
      name: "volume",
      datasets: undefined,
      onEmpty: "fail",
      ownership: {},
      body,
    });
  });

  it("keeps its own frozen list of datasets", () => {
    const datasets = ["orders"];
    const made = check({ name: "volume", datasets, onEmpty: "skip" }, body);
    datasets.push("returns");
    expect(made.datasets).toEqual(["orders"]);
    expect(made.onEmpty).toBe("skip");
  });

  it("refuses a misspelt option and names the right one", () => {
    // @ts-expect-error -- the option does not exist
    const make = () => check({ name: "volume", datasetss: ["orders"] }, body);
    expect(make).toThrow("check has no option 'datasetss'. Did you mean 'datasets'?");
    // @ts-expect-error -- the option does not exist
    expect(() => check({ name: "volume", color: 1 }, body)).toThrow(
      "Known options: name, dataset, datasets, onEmpty, dimension, owner, description, runbook.",
    );
  });

  it("refuses an empty name, an empty list of datasets, an unknown policy and a body that is no function", () => {
    expect(() => check({ name: " " }, body)).toThrow(InvalidArgumentError);
    expect(() => check({ name: "volume", datasets: [] }, body)).toThrow("has an empty list of datasets");
    // @ts-expect-error -- no such policy
    expect(() => check({ name: "volume", onEmpty: "ignore" }, body)).toThrow('Give "fail", "skip" or "pass"');
    // @ts-expect-error -- not a function
    expect(() => check({ name: "volume" }, 1)).toThrow("Give a function (mp, ctx)");
    // @ts-expect-error -- no options
    expect(() => check(undefined, body)).toThrow("check got undefined for its options");
  });
});
