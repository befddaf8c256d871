import type { StoreSettings } from "../database/store-settings.js";
import type { MetricDB } from "../metric-db.js";

/** Opens a new, empty store with the given settings; whoever calls it closes the store. */
export type MakeMetricStore = (settings: StoreSettings) => Promise<MetricDB>;
