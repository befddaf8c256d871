import { InMemoryMetricDB, type StoreSettings } from "../src/index.js";
import { openStore } from "../src/open-store.js";
import { sqlStoreContract } from "../src/testing/index.js";

/** One with the contract's clock and log, which `InMemoryMetricDB.open` does not take. */
class ObservedStore extends InMemoryMetricDB {
  static async with(settings: StoreSettings): Promise<ObservedStore> {
    return new ObservedStore(await openStore("sqlite::memory:", settings));
  }
}

sqlStoreContract("SQLite in memory", (settings) => ObservedStore.with(settings));
