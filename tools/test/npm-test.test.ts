import { afterAll, beforeAll, expect, it } from "vitest";
import { NpmTestFixture } from "../src/npm-test-fixture.js";

let fixture: NpmTestFixture;
beforeAll(() => {
  fixture = new NpmTestFixture();
});
afterAll(() => fixture[Symbol.dispose]());

it("npm test is red as long as the tests of one member are, whatever turbo remembers", () => {
  fixture.end("a", 1);
  const first = fixture.npmTest();
  expect(first.output).toMatch(/a runs/);
  expect(first.output).toMatch(/b runs/);
  expect(first.code, first.output).toBe(1);

  const again = fixture.npmTest();
  expect(again.output).toMatch(/a:test: cache miss/);
  expect(again.output).toMatch(/b:test: cache hit/);
  expect(again.code, again.output).toBe(1);

  fixture.end("a", 0);
  const mended = fixture.npmTest();
  expect(mended.output).toMatch(/a:test: cache miss/);
  expect(mended.code, mended.output).toBe(0);
  expect(fixture.npmTest().output).toMatch(/a:test: cache hit/);

  // The files of the first run again.
  fixture.end("a", 1);
  const broken = fixture.npmTest();
  expect(broken.output).toMatch(/a:test: cache miss/);
  expect(broken.code, broken.output).toBe(1);
});
