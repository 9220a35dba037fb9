# Makes a cluster in a folder and serves it for as long as standard input stays open. The owner
# holds the other end, so the cluster ends with it, however the owner ends. A line on standard input
# is an order: the server is stopped as a power cut would stop it, and started again.
# Usage: sh -c "$(cat cluster.sh)" sh <folder with PostgreSQL's programs> <empty folder>
bin=$1
folder=$2
cd "$folder" || { echo "$folder cannot be entered by $(id -un)"; exit 1; }
start() {
    "$bin/pg_ctl" -D data -l log -w -o "-c listen_addresses= -c unix_socket_directories=$folder \
        -c max_connections=500 -c shared_buffers=64MB" start >/dev/null 2>&1
}
if "$bin/initdb" -D data -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 >log 2>&1 &&
    start; then
    echo ready
    while read -r _; do
        "$bin/pg_ctl" -D data -m immediate stop >/dev/null 2>&1
        start && echo ready || cat log
    done
else
    cat log
fi
"$bin/pg_ctl" -D data -m immediate stop >/dev/null 2>&1
cd / && rm -rf "$folder"
