import { DataSource, type DataSourceOptions, type EntitySchema } from "typeorm";
import { inject } from "vitest";
import type { StoreSettings, TableNaming } from "../../src/index.js";
import { storeEntities } from "../../src/index.js";
import { driversHere } from "./sqlite-drivers.js";

let schemas = 0;

/** An empty place for a store, in a data source of the test's own. */
export interface Place {
  readonly dataSource: DataSource;
  readonly settings: StoreSettings & { readonly tablePrefix: string };
  readonly naming: TableNaming;
  /** How statements of the test's own write a table of the store. */
  table(name: string): string;
  /** How they write the nth value, counted from 1. */
  placeholder(index: number): string;
}

/** The databases that the store runs on, with the entities of the store registered. */
export const backends: readonly (readonly [name: string, open: (options?: object) => Promise<Place>])[] = [
  ...driversHere
    .filter(({ missing }) => !missing)
    .map(
      ({ name, driver }) =>
        [
          name,
          async (options?: object) =>
            openPlace(
              {
                ...(await driver.complete({ type: driver.type, database: ":memory:" } as DataSourceOptions)),
                ...options,
              } as DataSourceOptions,
              { prefix: "a_" },
            ),
        ] as const,
    ),
  [
    "PostgreSQL",
    (options) => {
      schemas += 1;
      const schema = `place_${process.pid}_${schemas}`;
      return openPlace({ type: "postgres", url: inject("postgres"), ...options }, { prefix: "a_", schema });
    },
  ],
];

async function openPlace(options: DataSourceOptions, naming: TableNaming): Promise<Place> {
  const entities: EntitySchema<unknown>[] = [...(await storeEntities(options.type, naming))];
  const dataSource = await new DataSource({ ...options, entities }).initialize();
  const { prefix, schema } = naming;
  return {
    dataSource,
    naming,
    settings: { tablePrefix: prefix, ...(schema !== undefined && { schema }) },
    table: (name) => (schema === undefined ? `"${prefix}${name}"` : `"${schema}"."${prefix}${name}"`),
    placeholder: (index) => (schema === undefined ? "?" : `$${index}`),
  };
}
