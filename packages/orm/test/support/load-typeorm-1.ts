import * as typeorm from "typeorm-1";

/** Stands in for the store's own in the tests with TypeORM 1; see `vitest.config.ts`. */
export const loadTypeORM = () => typeorm;
