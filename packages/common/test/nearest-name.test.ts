import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nearestName } from "../src/index.js";

describe("nearestName", () => {
  const columns = ["price", "quantity", "order_id", "Customer Name"];

  test.each([
    ["prize", "price"],
    ["pirce", "price"],
    ["rpice", "price"],
    ["qauntiyt", "quantity"],
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
      fc.property(
        names,
        fc.nat(),
        fc.constantFrom("delete", "insert", "replace", "swap"),
        (known, at, edit) => {
          if (edit === "swap") {
            const [a = "", b = ""] = known.slice(-2);
            expect(nearestName(`${known.slice(0, -2)}${b}${a}`, [known])).toBe(known);
          }
          const place = at % known.length;
          const inserted = edit === "delete" ? "" : "_";
          const rest = known.slice(edit === "insert" ? place : place + 1);
          expect(nearestName(known.slice(0, place) + inserted + rest, [known])).toBe(known);
        },
      ),
    );
  });

  test("counts a swap of neighbours as one edit, and no part of it twice", () => {
    // A limit of one: two edits are too many.
    expect(nearestName("ba", ["ab"])).toBe("ab");
    expect(nearestName("abcd", ["badc"])).toBeUndefined();
    expect(nearestName("ca", ["abc"])).toBeUndefined();
  });

  test("does not compare texts that are no names", () => {
    expect(nearestName("x".repeat(800_000), ["x".repeat(800_000)])).toBeUndefined();
  });
});
