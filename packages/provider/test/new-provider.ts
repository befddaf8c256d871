import { ExecutionId } from "@dqx/common";
import type { MetricStore } from "@dqx/orm";
import { MetricProvider } from "../src/index.js";

/** A store that fails a test which reads it. */
const unreadable: MetricStore = new Proxy(Object.create(null), {
  get: (_, name) => {
    throw new Error(`The store was read: ${String(name)}`);
  },
});

/** A provider for tests that retrieve nothing. */
export function newProvider(): MetricProvider {
  return new MetricProvider(unreadable, ExecutionId("exec-1"));
}
