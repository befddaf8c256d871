import { escapeControls } from "@dqx/common";
import type { CliContext } from "../cli-context.js";
import { logged } from "./log-line.js";

/** How far some work is, as far as that is known. */
export interface WorkProgress {
  /** How many steps are done, and how many there will be. */
  readonly done?: number;
  readonly planned?: number;
  /** How long it has taken, and how long it will have taken in the end, in milliseconds. */
  readonly elapsedMs?: number;
  readonly expectedMs?: number | null;
}

/** How often the line is written anew, so that its seconds go on while one statement runs. */
const EVERY_MS = 1_000;

/** The width that is assumed of a terminal which does not say. */
const USUAL_COLUMNS = 80;

/**
 * A line on the terminal that says what is going on, and about how long it will take; nothing in a pipe. With
 * `--log-format json` each step is a line of JSON instead, wherever it goes.
 */
export class Progress implements Disposable {
  /** Whether anybody sees it. */
  readonly isShown: boolean;
  readonly #context: CliContext;
  readonly #title: string;
  readonly #started = performance.now();
  #step = "";
  #progress: WorkProgress = {};
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param context - where to write
   * @param title - what is going on
   * @param quiet - whether to say nothing
   */
  constructor(context: CliContext, title: string, quiet: boolean) {
    this.#context = context;
    this.#title = escapeControls(title);
    this.isShown = !quiet && (context.logFormat === "json" || context.process.stderr.isTTY === true);
    this.say("planning");
    if (this.isShown && context.logFormat === "text") {
      this.#timer = setInterval(() => this.#draw(), EVERY_MS).unref();
    }
  }

  /**
   * Says how far it is.
   *
   * @param step - what is being done
   * @param progress - how much of it, where that is known
   */
  say(step: string, progress: WorkProgress = {}): void {
    this.#step = step;
    this.#progress = progress;
    if (!this.isShown) return;
    if (this.#context.logFormat === "text") this.#draw();
    else {
      this.#context.process.stderr.write(
        logged("info", "progress", { title: this.#title, step, ...progress }),
      );
    }
  }

  /** Clears the line, so that what follows begins at its beginning. */
  end(): void {
    clearInterval(this.#timer);
    if (this.isShown && this.#context.logFormat === "text") this.#context.process.stderr.write("\r\u001b[2K");
    this.#timer = undefined;
  }

  [Symbol.dispose](): void {
    if (this.#timer !== undefined) this.end();
  }

  #draw(): void {
    const { stderr } = this.#context.process;
    const { done, planned, expectedMs } = this.#progress;
    const elapsedMs = performance.now() - this.#started;
    const count = planned === undefined ? "" : ` ${done ?? 0} of ${planned}`;
    const line = `${this.#title}: ${this.#step}${count}…${shownTime(elapsedMs, expectedMs)}`;
    // A line that is broken could not be cleared.
    stderr.write(`\r\u001b[2K${line.slice(0, (stderr.columns ?? USUAL_COLUMNS) - 1)}`);
  }
}

/** ` 12 s, about 30 s left`; nothing of the first second. */
function shownTime(elapsedMs: number, expectedMs: number | null | undefined): string {
  if (elapsedMs < EVERY_MS) return "";
  const left = Math.ceil(((expectedMs ?? 0) - elapsedMs) / 1_000);
  return ` ${duration(Math.floor(elapsedMs / 1_000))}${left > 0 ? `, about ${duration(left)} left` : ""}`;
}

function duration(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
