#!/usr/bin/env bash
# with-postgres.sh [--durable] <command...>
#
# Runs the command with TEST_DATABASE_URL set to a Postgres server of its own: a new cluster in a temporary folder, on a
# free port of 127.0.0.1, with a password, run by an unprivileged user. Removes it however the command ends, and exits
# with the command's code. Installs Debian's "postgresql" where no server is found.
#
# Inside, TEST_DATABASE_RESTART names a program that lets the server crash and starts it again.
#
# --durable: every commit waits for the disk, as a server in use does. For measurements and crashes; tests do without.
set -euo pipefail

speed=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off)
if [ "${1:-}" = --durable ]; then
  speed=()
  shift
fi
if [ $# = 0 ]; then
  echo 'Say which command to run, for example: with-postgres.sh npm test' >&2
  exit 2
fi

# The newest server of this machine; Debian keeps the programs of each version in a folder of its own.
programs() {
  local folder
  for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) "$(dirname "$(command -v initdb || echo /none)")"; do
    if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && [ -x "$folder/postgres" ]; then
      echo "$folder"
      return
    fi
  done
  return 1
}

# Only the programs: no cluster that Debian would make and start by itself.
install_server() {
  local root=''
  [ "$(id -u)" = 0 ] || root=sudo
  $root apt-get update -qq
  $root apt-get install -y -qq --no-install-recommends postgresql-common
  $root sed -ri 's/^#?create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
  $root apt-get install -y -qq --no-install-recommends postgresql
}

bin=$(programs) || {
  echo 'No Postgres server is installed: installing one.' >&2
  install_server >&2
  bin=$(programs) || {
    echo 'No Postgres server is found, and none could be installed. Install Debian'"'"'s "postgresql".' >&2
    exit 1
  }
}

# Postgres refuses to run as root.
as_owner=()
owner=$(id -un)
if [ "$(id -u)" = 0 ]; then
  owner=nobody
  as_owner=(setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups)
fi

# A folder whose path the owner may walk: root's TMPDIR often is not.
folder=$(mktemp -d /tmp/firstline-postgres-XXXXXX)
stop() {
  (cd / && "${as_owner[@]}" "$bin/pg_ctl" stop -D "$folder/data" -m immediate -w >/dev/null 2>&1) || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

password=$(node -e 'process.stdout.write(require("node:crypto").randomBytes(12).toString("hex"))')
port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
printf '%s' "$password" >"$folder/password"
chown -R "$owner" "$folder"

(
  cd /
  "${as_owner[@]}" "$bin/initdb" -D "$folder/data" -U firstline --pwfile="$folder/password" -A scram-sha-256 \
    -E UTF8 --locale=C.UTF-8 --no-sync &&
    "${as_owner[@]}" "$bin/pg_ctl" start -D "$folder/data" -l "$folder/log" -w -t 60 -o "$(printf '%s ' \
    -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 "${speed[@]}")"
) >"$folder/start" 2>&1 || {
  echo 'The Postgres server could not be started:' >&2
  cat "$folder/start" "$folder/log" >&2 2>/dev/null || true
  exit 1
}

cat >"$folder/restart" <<END
#!/usr/bin/env bash
cd / && exec ${as_owner[@]+${as_owner[@]@Q}} ${bin@Q}/pg_ctl restart -D $folder/data -m immediate -w -t 60 -l $folder/log
END
chmod +x "$folder/restart"

TEST_DATABASE_URL="postgres://firstline:$password@127.0.0.1:$port/postgres" TEST_DATABASE_RESTART="$folder/restart" "$@"
