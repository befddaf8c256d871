import { MetricStoreError } from "../errors/metric-store-error.js";
import { loadPackage } from "./drivers/load-package.js";

/**
 * Loads TypeORM, which is a peer of this package.
 *
 * @throws {@link MetricStoreError} saying how to install it
 */
export function loadTypeORM(): typeof import("typeorm") {
  try {
    return loadPackage("typeorm") as typeof import("typeorm");
  } catch (cause) {
    throw new MetricStoreError(
      "driver",
      "The metric store needs TypeORM, which cannot be loaded. Install it: npm install typeorm",
      { cause },
    );
  }
}
