import { deepFreeze } from "../result/deep-freeze.js";
import type { PluginRun, SuitePlugin } from "./suite-plugin.js";

/** How long one hook of a plugin may take unless told otherwise, in milliseconds. */
export const DEFAULT_PLUGIN_TIMEOUT = 10_000;

/** The hooks of a plugin, each with what it is told. */
type HookArgument = {
  readonly [Hook in "planned" | "measured" | "finished"]: Parameters<NonNullable<SuitePlugin[Hook]>>[0];
};

/** Calls the hooks of a run's plugins, and keeps what goes wrong in them away from the run and from each other. */
export class PluginHost {
  readonly #plugins: readonly SuitePlugin[];
  readonly #run: Omit<PluginRun, "signal">;
  readonly #timeout: number;
  readonly #signal: AbortSignal | undefined;
  readonly #warnings: string[] = [];
  #pending: Promise<unknown> = Promise.resolve();

  /**
   * @param plugins - the suite's plugins
   * @param run - what they are told of the run
   * @param timeout - how long one hook may take, in milliseconds
   * @param signal - the run's own signal
   */
  constructor(
    plugins: readonly SuitePlugin[],
    run: Omit<PluginRun, "signal">,
    timeout: number,
    signal: AbortSignal | undefined,
  ) {
    this.#plugins = plugins;
    this.#run = deepFreeze(run);
    this.#timeout = timeout;
    this.#signal = signal;
  }

  /**
   * Begins a hook of all plugins, behind those that began before, and does not wait for it.
   *
   * @param hook - which one
   * @param make - what the hook is told; called only when a plugin has the hook
   */
  async begin<Hook extends keyof HookArgument>(
    hook: Hook,
    make: () => HookArgument[Hook] | Promise<HookArgument[Hook]>,
  ): Promise<void> {
    const plugins = this.#plugins.filter((plugin) => plugin[hook] !== undefined);
    if (plugins.length === 0) return;
    const argument = deepFreeze(await make());
    const before = this.#pending;
    this.#pending = before.then(() =>
      Promise.all(plugins.map((plugin) => this.#call(plugin, hook, argument))),
    );
  }

  /**
   * Waits for all hooks that began.
   *
   * @returns what went wrong in them since the last call, a sentence each
   */
  async settle(): Promise<readonly string[]> {
    await this.#pending;
    return this.#warnings.splice(0);
  }

  async #call<Hook extends keyof HookArgument>(
    plugin: SuitePlugin,
    hook: Hook,
    argument: HookArgument[Hook],
  ): Promise<void> {
    const place = `Plugin '${plugin.name}'`;
    const ended = new AbortController();
    const signal = this.#signal ? AbortSignal.any([this.#signal, ended.signal]) : ended.signal;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(() => resolve("late"), this.#timeout);
    });
    try {
      const call = callHook(plugin, hook, argument, Object.freeze({ ...this.#run, signal }));
      // What it does behind the limit concerns nobody any more.
      call.catch(() => undefined);
      if ((await Promise.race([call, late])) === "late") {
        this.#warnings.push(
          `${place} took longer than ${this.#timeout} ms in ${hook}, so the run went on without it. Give it more time with pluginTimeoutMs, or make it faster.`,
        );
      }
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      this.#warnings.push(`${place} failed in ${hook}: ${reason}`);
    } finally {
      clearTimeout(timer);
      ended.abort();
    }
  }
}

// Asynchronous, so that what a hook throws rejects as well.
async function callHook<Hook extends keyof HookArgument>(
  plugin: SuitePlugin,
  hook: Hook,
  argument: HookArgument[Hook],
  run: PluginRun,
): Promise<void> {
  // The hook exists, and takes what stands beside its name in the table above.
  const call = plugin[hook] as (this: SuitePlugin, told: HookArgument[Hook], run: PluginRun) => unknown;
  await call.call(plugin, argument, run);
}
