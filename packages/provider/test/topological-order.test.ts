import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CycleError, topologicalOrder } from "../src/index.js";

type Graph = Readonly<Record<string, readonly string[]>>;

function order(graph: Graph, from: Iterable<string> = Object.keys(graph)): readonly string[] {
  return topologicalOrder(from, (node) => graph[node] ?? []);
}

function cycleOf(graph: Graph, from?: Iterable<string>): CycleError {
  try {
    order(graph, from);
  } catch (error) {
    if (error instanceof CycleError) return error;
  }
  throw new Error("No cycle was found");
}

/** Numbered nodes that depend on smaller numbers only, so that there is no cycle. */
const acyclic = fc
  .array(fc.array(fc.nat(30), { maxLength: 5 }), { maxLength: 30 })
  .map((rows) => rows.map((row, index) => row.filter((dependency) => dependency < index)));

describe("the topological order", () => {
  it("puts everything behind what it depends on, and keeps the given order otherwise", () => {
    expect(order({ a: [], b: [], c: [] })).toEqual(["a", "b", "c"]);
    expect(order({ a: ["c"], b: [], c: ["b"] })).toEqual(["b", "c", "a"]);
    expect(order({})).toEqual([]);
  });

  it("adds what the given nodes depend on, and nothing else", () => {
    expect(order({ a: ["b"], b: ["c"], c: [], d: ["a"] }, ["a"])).toEqual(["c", "b", "a"]);
  });

  it("takes each node once, dependencies first, in any graph without a cycle", () => {
    fc.assert(
      fc.property(acyclic, fc.infiniteStream(fc.nat()), (dependencies, shuffle) => {
        const nodes = dependencies
          .map((_, index) => [shuffle.next().value, index] as const)
          .toSorted(([a], [b]) => a - b)
          .map(([, index]) => index);
        const sorted = topologicalOrder(nodes, (node) => dependencies[node] ?? []);
        expect(sorted.toSorted((a, b) => a - b)).toEqual(dependencies.map((_, index) => index));
        const place = new Map(sorted.map((node, index) => [node, index]));
        dependencies.forEach((row, node) => {
          for (const dependency of row) {
            expect(place.get(dependency)).toBeLessThan(place.get(node) ?? -1);
          }
        });
      }),
    );
  });

  it("prints the cycle it finds: a → b → a", () => {
    const error = cycleOf({ a: ["b"], b: ["a"] });
    expect(error.cycle).toEqual(["a", "b", "a"]);
    expect(error.message).toBe(
      "These need each other in a circle: a → b → a. Break the circle at one of them.",
    );
    expect(error._tag).toBe("CycleError");
  });

  it("prints the cycle alone, without the way to it", () => {
    expect(cycleOf({ start: ["x", "a"], x: [], a: ["b"], b: ["c"], c: ["b"] }).cycle).toEqual([
      "b",
      "c",
      "b",
    ]);
    expect(cycleOf({ self: ["self"] }).cycle).toEqual(["self", "self"]);
  });

  it("takes two ways to one node for no cycle", () => {
    expect(order({ top: ["left", "right"], left: ["base"], right: ["base"], base: [] })).toEqual([
      "base",
      "left",
      "right",
      "top",
    ]);
  });

  it("finds a cycle wherever one edge against the order closes it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(29), (length, back) => {
        const graph = Object.fromEntries(
          Array.from({ length }, (_, index) => [
            `n${index}`,
            [`n${index === length - 1 ? Math.min(back, length - 1) : index + 1}`],
          ]),
        );
        const { cycle } = cycleOf(graph, ["n0"]);
        expect(cycle.at(0)).toBe(cycle.at(-1));
        cycle.slice(1).forEach((node, index) => {
          expect(graph[cycle[index] ?? ""]).toContain(node);
        });
      }),
    );
  });

  it("names nodes as it is told to, also when two have the same name", () => {
    const [a, b] = [{ name: "same" }, { name: "same" }];
    const next = new Map([
      [a, [b]],
      [b, [a]],
    ]);
    const run = () =>
      topologicalOrder(
        [a],
        (node) => next.get(node) ?? [],
        ({ name }) => name,
      );
    expect(run).toThrow("same → same → same");
  });

  it("follows chains of any length", () => {
    const length = 200_000;
    const sorted = topologicalOrder([length], (node) => (node === 0 ? [] : [node - 1]));
    expect(sorted.length).toBe(length + 1);
    expect(sorted[0]).toBe(0);
  });
});
