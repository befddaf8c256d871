import { expect, it, vi } from "vitest";
import { remember } from "../src/index.js";

it("derives once from each value, and for each function anew", () => {
  const derive = vi.fn((value: number) => ({ value }));
  const [one, other] = [remember(derive), remember(derive)];

  expect(one(1)).toBe(one(1));
  expect(one(2)).toEqual({ value: 2 });
  expect(other(1)).not.toBe(one(1));

  expect(derive.mock.calls).toEqual([[1], [2], [1]]);
});
