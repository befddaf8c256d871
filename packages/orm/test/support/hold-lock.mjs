// Another program that writes to a SQLite file: holds its lock from "locked" on, until its standard input ends.
import Database from "libsql";

const database = new Database(process.argv[2]);
const run = (text) => database.prepare(text).run([]);
run("BEGIN IMMEDIATE");
process.stdout.write("locked\n");
process.stdin.resume().on("end", () => {
  run("COMMIT");
  process.exit(0);
});
