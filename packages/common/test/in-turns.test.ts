import { describe, expect, it } from "vitest";
import { inTurns } from "../src/index.js";

/** A work that goes on until it is told to end. */
class Work {
  readonly started: Promise<void>;
  end: (error?: Error) => void = () => undefined;
  #start: () => void = () => undefined;
  readonly #ended: Promise<string>;

  constructor(name: string) {
    this.started = new Promise((resolve) => {
      this.#start = resolve;
    });
    this.#ended = new Promise((resolve, reject) => {
      this.end = (error) => (error === undefined ? resolve(name) : reject(error));
    });
  }

  readonly run = (): Promise<string> => {
    this.#start();
    return this.#ended;
  };
}

describe("works in turns", () => {
  it("go on so many at a time, and begin in the order in which they came", async () => {
    const turns = inTurns(2);
    const begun: number[] = [];
    const works = Array.from({ length: 5 }, (_, index) => new Work(`work ${index}`));
    const results = works.map(({ run }, index) =>
      turns(() => {
        begun.push(index);
        return run();
      }),
    );
    await works[1]?.started;
    expect(begun).toEqual([0, 1]);
    works[1]?.end();
    await works[2]?.started;
    expect(begun).toEqual([0, 1, 2]);
    for (const work of works) work.end();
    expect(await Promise.all(results)).toEqual(works.map((_, index) => `work ${index}`));
    expect(begun).toEqual([0, 1, 2, 3, 4]);
  });

  it("give their place on when they fail, also before they have begun to wait", async () => {
    const turns = inTurns(1);
    const failing = [
      turns(() => Promise.reject(new Error("asynchronous"))),
      turns(() => {
        throw new Error("synchronous");
      }),
    ];
    const last = turns(async () => "done");
    await expect(failing[0]).rejects.toThrow("asynchronous");
    await expect(failing[1]).rejects.toThrow("synchronous");
    expect(await last).toBe("done");
  });

  it("are not overtaken by those that come when a place becomes free", async () => {
    const turns = inTurns(1);
    const begun: string[] = [];
    const first = turns(async () => begun.push("first"));
    const second = turns(async () => begun.push("second"));
    const late = first.then(() => turns(async () => begun.push("late")));
    await Promise.all([second, late]);
    expect(begun).toEqual(["first", "second", "late"]);
  });
});
