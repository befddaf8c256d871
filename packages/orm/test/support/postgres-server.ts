import process from "node:process";
import { postgresSetup } from "@dqx/test-support/postgres-setup";

// Files of tests run at once, and some of them with many processes. The server that crashes in one is another one.
export default postgresSetup(process.env.DQX_TEST_POSTGRES, "max_connections=300", "fsync=off");
