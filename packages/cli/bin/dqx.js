#!/usr/bin/env node
import process from "node:process";
import { main } from "@dqx/cli/main";

await main(process);
