import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nearestName } from "../src/index.js";

describe("nearestName", () => {
  const columns = ["price", "quantity", "order_id", "Customer Name"];

  test.each([
    ["prize", "price"],
    ["quantitiy", "quantity"],
    ["orderid", "order_id"],
    ["PRICE", "price"],
    ["customer name", "Customer Name"],
    ["price", "price"],
  ])("%s means %s", (given, meant) => {
    expect(nearestName(given, columns)).toBe(meant);
  });

  test.each(["discount", "id", "x", ""])("%j means none of them", (given) => {
    expect(nearestName(given, columns)).toBeUndefined();
  });

  test("allows one edit in a short name, and a third of a longer one", () => {
    expect(nearestName("ab", ["ac"])).toBe("ac");
    expect(nearestName("ab", ["cd"])).toBeUndefined();
    expect(nearestName("abcdef", ["abcdxy"])).toBe("abcdxy");
    expect(nearestName("abcdef", ["abcxyz"])).toBeUndefined();
  });

  test("prefers the nearer name, then the earlier", () => {
    expect(nearestName("average", ["overages", "averages"])).toBe("averages");
    expect(nearestName("cat", ["bat", "rat"])).toBe("bat");
    expect(nearestName("cat", [])).toBeUndefined();
  });

  test("finds a name again after any one edit", () => {
    const names = fc.stringMatching(/^[a-z]{6,20}$/);
    fc.assert(
      fc.property(names, fc.nat(), fc.constantFrom("delete", "insert", "replace"), (known, at, edit) => {
        const place = at % known.length;
        const inserted = edit === "delete" ? "" : "_";
        const rest = known.slice(edit === "insert" ? place : place + 1);
        expect(nearestName(known.slice(0, place) + inserted + rest, [known])).toBe(known);
      }),
    );
  });
});
