#!/usr/bin/env bash
# Trino on loopback for tests: one coordinator + one worker; catalogs memory, tpch, and
# postgresql when TRINO_PG_URL is set.     scripts/trino.sh [start|stop|status]
#   TRINO_HOME         cache and state folder          (default .cache/trino of the repository)
#   TRINO_PORT         coordinator; worker is +1       (default 18080)
#   TRINO_XMX          heap of each node               (default 1G)
#   TRINO_JAVA         a java binary, 24 or newer      (default: looked for)
#   TRINO_PG_URL       jdbc:postgresql://127.0.0.1:5432/db   with TRINO_PG_USER, TRINO_PG_PASSWORD
# Exits with 69 where it cannot be had: no Java, no Maven, or no repository that Maven can reach.
# 476 is the newest server tarball on Maven Central; later releases are not published there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
V=476 UNAVAILABLE=69 HOME_DIR=$(mkdir -p "${TRINO_HOME:-.cache/trino}" && cd "${TRINO_HOME:-.cache/trino}" && pwd)
PORT=${TRINO_PORT:-18080} SERVER=$HOME_DIR/trino-server-$V

mine() { # is the process of this pid file alive, and ours? (a pid may have been reused)
  local f=$HOME_DIR/$1/pid; [ -s "$f" ] && ps -o args= -p "$(cat "$f")" 2>/dev/null | grep -qF -- "-Dnode.data-dir=$HOME_DIR/$1/data"
}
nodes() { # active nodes as the coordinator sees them, through the client protocol
  node -e 'const h={"X-Trino-User":"test"},t=()=>AbortSignal.timeout(10000);(async()=>{let u="http://127.0.0.1:"+process.argv[1]+"/v1/statement",n=0,
  r=await (await fetch(u,{method:"POST",headers:h,signal:t(),body:"select count(*) from system.runtime.nodes where state = \x27active\x27"})).json();
  for(;;){if(r.data)n=r.data[0][0];if(!r.nextUri)break;r=await (await fetch(r.nextUri,{headers:h,signal:t()})).json()}console.log(n)})().catch(()=>console.log(0))' "$PORT"
}
stop() {
  local n p i
  for n in worker coordinator; do
    if mine $n; then
      p=$(cat "$HOME_DIR/$n/pid"); kill "$p"
      for i in $(seq 60); do mine $n || break; sleep 0.5; done
      if mine $n; then kill -9 "$p"; fi
    fi
    rm -f "$HOME_DIR/$n/pid"
  done
}
java_bin() {
  local j v
  for j in "${TRINO_JAVA:-}" "${JAVA_HOME:-/nonexistent}/bin/java" /usr/lib/jvm/*/bin/java "$(command -v java || true)"; do
    [ -x "$j" ] || continue
    v=$("$j" -version 2>&1 | sed -nE 's/.*version "([0-9]+).*/\1/p' | head -1)
    if [ "${v:-0}" -ge 24 ]; then echo "$j"; return; fi
  done
  echo "Trino $V needs Java 24 or newer (25 is tested); set TRINO_JAVA" >&2; return $UNAVAILABLE
}
install() { # 821 MB download, kept only until it is unpacked; 125 MB stay
  [ -e "$SERVER/.ready" ] && return
  rm -rf "$SERVER" "$HOME_DIR/m2"
  command -v mvn > /dev/null || { echo "Maven (mvn) is needed to fetch Trino $V, and is not installed" >&2; exit $UNAVAILABLE; }
  echo "Fetching Trino $V from Maven Central (821 MB, once; 125 MB stay in $SERVER)." >&2
  mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get \
    -Dartifact=io.trino:trino-server:$V:tar.gz -Dtransitive=false -Dmaven.repo.local="$HOME_DIR/m2" \
    || { echo "Trino $V could not be fetched" >&2; exit $UNAVAILABLE; }
  # The whole archive has to be unpacked: plugins share jars by hard links, so a partial extraction loses files.
  tar xzf "$HOME_DIR/m2/io/trino/trino-server/$V/trino-server-$V.tar.gz" -C "$HOME_DIR"
  # postgresql needs the Geometry type of geospatial
  find "$SERVER/plugin" -mindepth 1 -maxdepth 1 ! -name memory ! -name tpch ! -name postgresql ! -name geospatial -exec rm -rf {} +
  rm -rf "$HOME_DIR/m2" "$SERVER/secrets-plugin"; touch "$SERVER/.ready"
}
launch() { # name, coordinator?, port
  local d=$HOME_DIR/$1 java; java=$(java_bin)
  mkdir -p "$d/catalog" "$d/data"; rm -f "$d"/catalog/*
  printf 'connector.name=memory\nmemory.max-data-per-node=256MB\n' > "$d/catalog/memory.properties"
  printf 'connector.name=tpch\n' > "$d/catalog/tpch.properties"
  if [ -n "${TRINO_PG_URL:-}" ]; then
    printf 'connector.name=postgresql\nconnection-url=%s\nconnection-user=%s\nconnection-password=%s\n' \
      "$TRINO_PG_URL" "${TRINO_PG_USER:-postgres}" "${TRINO_PG_PASSWORD:-}" > "$d/catalog/postgresql.properties"
  fi
  # Statements of tests are many and small: what saves time over much data costs it here.
  printf 'coordinator=%s\nhttp-server.http.port=%s\ndiscovery.uri=http://127.0.0.1:%s\ntask.concurrency=1\nquery.max-hash-partition-count=4\n' \
    "$2" "$3" "$PORT" > "$d/config.properties"
  if [ "$2" = true ]; then printf "node-scheduler.include-coordinator=true\nfailure-detector.enabled=false\n" >> "$d/config.properties"; fi
  cd "$d"
  nohup "$java" "-Xmx${TRINO_XMX:-1G}" -XX:+ExitOnOutOfMemoryError -XX:TieredStopAtLevel=1 -Djdk.attach.allowAttachSelf=true -XX:+EnableDynamicAgentLoading \
    --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED --add-modules=jdk.incubator.vector \
    -Dconfig="$d/config.properties" -Dcatalog.config-dir="$d/catalog" -Dplugin.dir="$SERVER/plugin" \
    -Dnode.environment=test "-Dnode.id=$1" -Dnode.internal-address=127.0.0.1 -Dnode.bind-ip=127.0.0.1 "-Dnode.data-dir=$d/data" \
    -cp "$SERVER/lib/*" io.trino.server.TrinoServer > "$d/server.log" 2>&1 < /dev/null &
  echo $! > "$d/pid"; cd - > /dev/null
}
case ${1:-start} in
  stop) stop ;;
  status) echo "$(nodes) active nodes at http://127.0.0.1:$PORT" ;;
  start)
    if mine coordinator && mine worker && [ "$(nodes)" = 2 ]; then echo "already running at http://127.0.0.1:$PORT"; exit 0; fi
    java_bin > /dev/null; stop; install
    launch coordinator true "$PORT"; launch worker false $((PORT + 1))
    for _ in $(seq 120); do
      mine coordinator && mine worker || { echo "a node died:" >&2; tail -n 30 "$HOME_DIR"/*/server.log >&2; stop; exit 1; }
      if [ "$(nodes)" = 2 ]; then echo "Trino $V, 2 active nodes at http://127.0.0.1:$PORT"; exit 0; fi
      sleep 1
    done
    echo "not ready after 2 minutes; see $HOME_DIR/*/server.log" >&2; stop; exit 1 ;;
  *) echo "usage: $0 [start|stop|status]" >&2; exit 2 ;;
esac
