import type { MetricDB } from "../metric-db.js";
import type { StoreSettings } from "../store-settings.js";

/** Opens a new, empty store with the given settings; whoever calls it closes the store. */
export type MakeMetricStore = (settings: StoreSettings) => Promise<MetricDB>;
