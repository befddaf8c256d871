import type { ExecutionId, ResultKey, TimeSeries } from "@dqx/common";
import type { MetricIdentity } from "@dqx/metrics";
import type { Option } from "effect/Option";
import type { DataSourceOptions } from "typeorm";
import type { Metric } from "./metric.js";

export declare class MetricDB implements AsyncDisposable {
  static open(options: DataSourceOptions | string): Promise<MetricDB>;
  persist(metrics: readonly Metric[]): Promise<void>;
  getMetricValue(
    spec: MetricIdentity,
    key: ResultKey,
    dataset: string,
    executionId: ExecutionId,
  ): Promise<Option<number>>;
  getMetricWindow(
    spec: MetricIdentity,
    key: ResultKey,
    lag: number,
    window: number,
    dataset: string,
    executionId: ExecutionId,
  ): Promise<Option<TimeSeries>>;
  getByExecutionId(executionId: ExecutionId): Promise<readonly Metric[]>;
  exists(executionId: ExecutionId): Promise<boolean>;
  delete(executionId: ExecutionId): Promise<void>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export declare class InMemoryMetricDB extends MetricDB {
  static override open(): Promise<InMemoryMetricDB>;
}
