import { expect, test } from "vitest";
import { isAdmittedAggregate } from "../../src/gate/admitted-aggregates.js";
import { isAdmittedFunction } from "../../src/gate/admitted-functions.js";
import { engineUrl, NO_ENGINE, run } from "../support/engine.js";

/** Functions that stand on no list on purpose. */
const LEFT_OUT =
  /^(?:__\w+|ai[A-Z]\w*|addressTo\w+|aggThrow|buildId|catboostEvaluate|chdb|connection_?id|current_?query_?id|demangle|displayName|file|filesystem\w+|flameGraph|fullHostName|FQDN|generateSerialID|get(?:ClientHTTPHeader|Macro|MergeTreeSetting|OSKernelVersion|ServerPort|ServerSetting|Setting)\w*|globalVariable|hasColumnInTable|hasThreadFuzzer|hostname|initial_?query\w+|logTrace|query_?id|revision|serverUUID|showCertificate|sleep\w*|tcpPort|tid|timeSeries\w+|transaction\w+|uptime|zookeeperSessionUptime)$/i;

test.skipIf(engineUrl === undefined)(
  engineUrl === undefined ? NO_ENGINE : "every function of the engine is on a list, or left out on purpose",
  async () => {
    const rows = await run(
      "SELECT name, is_aggregate FROM system.functions WHERE origin = 'System' ORDER BY name",
    );
    const names = rows.split("\n").map((line) => line.split("\t"));
    expect(names.length).toBeGreaterThan(1500);
    const unlisted = names.flatMap(([name = "", isAggregate]) => {
      const isListed = isAggregate === "1" ? isAdmittedAggregate(name) : isAdmittedFunction(name);
      return isListed || LEFT_OUT.test(name) ? [] : [name];
    });
    expect(unlisted).toEqual([]);
  },
);

test("functions with effects are on no list", () => {
  for (const name of [
    "sleep",
    "file",
    "logTrace",
    "generateSerialID",
    "getSetting",
    "aiGenerate",
    "catboostEvaluate",
  ]) {
    expect([name, isAdmittedFunction(name), isAdmittedAggregate(name)]).toEqual([name, false, false]);
  }
});
