import process from "node:process";
import { postgresSetup } from "@dqx/test-support/postgres-setup";

export default postgresSetup(process.env.DQX_TEST_POSTGRES, "max_connections=100", "fsync=off");
