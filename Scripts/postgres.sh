# shellcheck shell=bash
# A PostgreSQL server of our own: ordinary account, private port, private folder, gone afterwards.

postgres_folder=
postgres_account=

## PostgreSQL refuses to run as root, so root borrows an account that may do nothing else.
as_postgres() {
  if [[ -n $postgres_account ]]; then
    (cd "$postgres_folder" && exec runuser -u "$postgres_account" -- "$@")
  else
    (cd "$postgres_folder" && exec "$@")
  fi
}

postgres_programs() {
  local newest
  newest=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
  if [[ -x $newest/initdb ]]; then
    say "$newest"
  elif command -v initdb >/dev/null 2>&1; then
    dirname "$(readlink -f "$(command -v initdb)")"
  else
    return 1
  fi
}

## start_postgres: sets and exports ATTUNE_TEST_POSTGRES. Answers 1 when there is no server to start.
start_postgres() {
  local programs port password log
  programs=$(postgres_programs) || return 1
  port=$(free_port)
  password=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
  postgres_folder=$(mktemp -d "${TMPDIR:-/tmp}/attune-postgres.XXXXXX")
  log=$postgres_folder/log
  printf '%s\n' "$password" >"$postgres_folder/password"
  if [[ $EUID -eq 0 ]]; then
    postgres_account=nobody
    if id postgres >/dev/null 2>&1; then postgres_account=postgres; fi
    chown -R "$postgres_account" "$postgres_folder"
  fi
  chmod 700 "$postgres_folder"
  as_postgres "$programs/initdb" -D data -U attune --auth=scram-sha-256 --pwfile=password \
    -E UTF8 --locale=C.UTF-8 --no-sync >"$log" 2>&1 || { cat "$log" && return 1; }
  # fsync is off because this server is thrown away: what is killed in the tests is Attune, never PostgreSQL.
  cat >>"$postgres_folder/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$postgres_folder'
max_connections = 300
shared_buffers = '64MB'
fsync = off
max_locks_per_transaction = 256
CONF
  as_postgres "$programs/pg_ctl" -D data -l server.log -w -t 120 start >>"$log" 2>&1 ||
    { cat "$log" "$postgres_folder/server.log" && return 1; }
  PGPASSWORD=$password "$programs/createdb" -h 127.0.0.1 -p "$port" -U attune \
    --template template0 -E UTF8 --locale C.UTF-8 attune || return 1
  export ATTUNE_TEST_POSTGRES=postgresql://attune:$password@127.0.0.1:$port/attune
  say "PostgreSQL on port $port, in $postgres_folder${postgres_account:+, as $postgres_account}"
}

## Safe to call twice, and when nothing was started.
stop_postgres() {
  local programs
  [[ -n $postgres_folder && -d $postgres_folder ]] || return 0
  if [[ -e $postgres_folder/data/postmaster.pid ]] && programs=$(postgres_programs); then
    as_postgres "$programs/pg_ctl" -D data -m immediate -w stop >/dev/null 2>&1 || true
  fi
  rm -rf "$postgres_folder"
  postgres_folder=
}
