#!/usr/bin/env bash
# Runs a command with a Postgres of its own, and takes that Postgres away afterwards:
#
#   scripts/with-postgres.sh cargo nextest run
#
# The command finds it in REMBUK_TEST_POSTGRES, a superuser's address on loopback,
# and in REMBUK_TEST_POSTGRES_CRASH a program that ends all processes of the server at once, and starts it again.
# REMBUK_TEST_SHARED_BUFFERS and REMBUK_TEST_NAPTIME set its `shared_buffers` and `autovacuum_naptime`.
# The exit status is the command's. Without a Postgres server nothing is run and the status is 1: it is never skipped.
set -euo pipefail

[ $# -gt 0 ] || { echo "usage: $0 COMMAND [ARGUMENT...]" >&2; exit 2; }

fail() { echo "with-postgres: $*" >&2; exit 1; }

# The newest server of the machine: Debian keeps each version in a folder of its own, off the PATH.
find_bin() {
    local newest
    newest=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1) || true
    [ -n "$newest" ] || newest=$(command -v initdb) || fail "no Postgres server here; run scripts/install-tools.sh"
    dirname "$(readlink -f "$newest")"
}
bin=$(find_bin)

# Postgres refuses to run as root.
as_postgres() { "$@"; }
if [ "$(id -u)" -eq 0 ]; then
    id postgres >/dev/null 2>&1 || fail "root cannot run Postgres, and there is no user 'postgres' to do it"
    as_postgres() { (cd / && exec runuser -u postgres -- "$@"); }
fi

dir=$(mktemp -d "${TMPDIR:-/tmp}/rembuk-postgres.XXXXXX")
data=$dir/data
started=
command_pid=

finish() {
    local status=$?
    trap - EXIT
    trap '' INT TERM HUP
    if [ -n "$started" ]; then
        as_postgres "$bin/pg_ctl" -D "$data" -m fast -w -t 30 stop >/dev/null \
            || as_postgres "$bin/pg_ctl" -D "$data" -m immediate -w -t 30 stop >/dev/null \
            || { echo "with-postgres: the server in $data does not stop; its folder is left" >&2; exit "$status"; }
    fi
    rm -rf "$dir"
    exit "$status"
}
trap finish EXIT

# The command runs in a process group of its own, so that a signal to this script reaches all of it, once.
pass_on() {
    if [ -n "$command_pid" ]; then
        kill -"$1" -- "-$command_pid" 2>/dev/null || true
    else
        exit "$2"
    fi
}
trap 'pass_on INT 130' INT
trap 'pass_on TERM 143' TERM
trap 'pass_on HUP 129' HUP

if [ "$(id -u)" -eq 0 ]; then
    chown postgres "$dir"
fi
# `trust` is only for loopback, and only for as long as the command runs.
as_postgres "$bin/initdb" -D "$data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --data-checksums >"$dir/log" 2>&1 \
    || { cat "$dir/log" >&2; fail "initdb failed"; }

# fsync, full_page_writes and synchronous_commit stay on: durability is what the tests are about.
cat >>"$data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
shared_buffers = ${REMBUK_TEST_SHARED_BUFFERS:-128MB}
autovacuum_naptime = ${REMBUK_TEST_NAPTIME:-1min}
CONF

# A free port cannot be reserved, so a start that fails is tried on another one.
start() {
    local port _try
    for _try in 1 2 3 4 5 6 7 8; do
        port=$((20000 + RANDOM % 12000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && continue
        if as_postgres "$bin/pg_ctl" -D "$data" -l "$data/server.log" -o "-p $port" -w -t 60 start >/dev/null 2>&1; then
            started=$port
            return 0
        fi
        # A start that timed out may still be coming up.
        as_postgres "$bin/pg_ctl" -D "$data" -m immediate -w stop >/dev/null 2>&1 || true
    done
    cat "$data/server.log" >&2
    fail "the server does not start"
}
start

# What a test runs to crash the server: all its processes end at once, and it starts again at the same port.
cat >"$dir/crash" <<CRASH
#!/usr/bin/env bash
set -euo pipefail
cd /
$(declare -f as_postgres)
as_postgres "$bin/pg_ctl" -D "$data" -m immediate -w -t 30 stop
as_postgres "$bin/pg_ctl" -D "$data" -l "$data/server.log" -o "-p $started" -w -t 60 start
CRASH
chmod +x "$dir/crash"
export REMBUK_TEST_POSTGRES_CRASH="$dir/crash"

export REMBUK_TEST_POSTGRES="postgres://postgres@127.0.0.1:$started/postgres"

set -m
"$@" <&0 &
command_pid=$!
set +m
# `wait` returns early when a signal was passed on; the command's own end is what counts.
status=0
while :; do
    wait "$command_pid" && status=0 || status=$?
    kill -0 "$command_pid" 2>/dev/null || break
done
exit "$status"
