import { expect, test } from "vitest";
import { sentence } from "../src/index.js";

test.each([
  ["it is missing", "it is missing."],
  ["it is missing.", "it is missing."],
  ["is it? ", "is it?"],
  ["does not exist!", "does not exist!"],
  ["cut…", "cut…"],
  ["", ""],
])("%j becomes the sentence %j", (text, shown) => {
  expect(sentence(text)).toBe(shown);
});
