#!/bin/bash
# Measures the list of records and the saving of one, Qixing beside PocketBase, and a public notice beside net/http.
#
#   bench/run.sh [SECONDS] [ROUNDS]      2 seconds a measurement, 3 rounds
#
# It needs wrk, curl and sqlite3. Both products are filled with 100,000 records on the first run (about a minute), under build/bench. What is alternated
# is run in turn, so that a busy machine is as unfair to the one as to the other. Columns: connections, requests a second, 99th percentile,
# microseconds of the server's processor time a request, answers other than 2xx.
set -eu
cd "$(dirname "$0")"
seconds=${1:-2} rounds=${2:-3} folder=$PWD/../build/bench
mkdir -p "$folder/q" "$folder/pb"
go build -o "$folder/" ./qixing ./pocketbase ./limit

"$folder/qixing" "$folder/q" 127.0.0.1:9101 2>"$folder/q.log" & qixing=$!
"$folder/pocketbase" serve --dir "$folder/pb" --http 127.0.0.1:9102 >"$folder/pb.log" 2>&1 & pocketbase=$!
trap 'kill $qixing $pocketbase ${limit:-} 2>/dev/null' EXIT
until grep -q ready "$folder/q.log" && grep -q started "$folder/pb.log"; do sleep 1; done

signin() {
    curl -s -c - -o /dev/null -H 'Content-Type: application/json' -d "{\"demo_login\":\"$1\"}" http://127.0.0.1:9101/api/session | awk '/qixing_session/{print "Cookie: " $6 "=" $7}'
}
ask() { sqlite3 "$folder/q/qixing.db" "$1"; }
office=$(signin zuzhibu)
fills=$(ask "SELECT a.login || ' ' || g.unit_id FROM grants g JOIN accounts a ON a.id = g.account_id WHERE g.role = 'village_secretary' AND g.revoked_at = '' LIMIT 1")
secretary=$(signin "${fills% *}")
token="Authorization: $(curl -s -H 'Content-Type: application/json' -d '{"identity":"zuzhibu@example.com","password":"zuzhibu-2022"}' \
    http://127.0.0.1:9102/api/collections/users/auth-with-password | sed 's/.*"token":"\([^"]*\)".*/\1/')"
notice=http://127.0.0.1:9101/notice/$(ask "SELECT token FROM notices LIMIT 1")
curl -s "$notice" >"$folder/notice.html"
"$folder/limit" "$folder/notice.html" 127.0.0.1:9104 & limit=$!

ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; }

# settle waits until a server rests, so that what it still does for one measurement doesn't fall on the next.
settle() {
    local before
    for _ in $(seq 20); do
        before=$(ticks "$1")
        sleep 0.5
        [ $(($(ticks "$1") - before)) -gt 2 ] || return 0
    done
}

# measure NAME PID CONNECTIONS URL WRK-ARGUMENTS…
measure() {
    local name=$1 pid=$2 connections=$3 url=$4 before after
    shift 4
    before=$(ticks "$pid")
    wrk -t2 -c"$connections" -d"$seconds"s --latency "$@" "$url" >"$folder/out"
    after=$(ticks "$pid")
    awk -v name="$name" -v c="$connections" -v ticks=$((after - before)) '/requests in/{n = $1} /Requests\/sec/{rate = $2} /99%/{p99 = $2} /Non-2xx/{bad = $NF}
        END {printf "%-18s %3d %9.0f/s p99 %9s %6d us %s\n", name, c, rate, p99, ticks * 10000 / (n ? n : 1), bad}' "$folder/out"
    settle "$pid"
}

records=http://127.0.0.1:9101/api/registers/collective_accounts/records
accounts=http://127.0.0.1:9102/api/collections/accounts/records
vouchers='"month":"2022-11","line":"operation","amount":AMOUNT,"voucher":"%s"'
for _ in $(seq "$rounds"); do
    for c in 8 64; do
        measure "list qixing" $qixing $c "$records?size=30&sort=-month&filter=line:eq:operation" -H "$office"
        measure "list pocketbase" $pocketbase $c "$accounts?perPage=30&sort=-month&filter=(line='operation')" -H "$token"
        PATTERN='/api/registers/collective_accounts/records?size=30&sort=-month&filter=line:eq:LINE&page=PAGE' measure "varied qixing" $qixing $c "$records" -H "$office" -s load.lua
        PATTERN="/api/collections/accounts/records?perPage=30&sort=-month&filter=(line='LINE')&page=PAGE" measure "varied pocketbase" $pocketbase $c "$accounts" -H "$token" -s load.lua
        measure "notice qixing" $qixing $c "$notice"
        measure "notice net/http" $limit $c http://127.0.0.1:9104/
    done
    HEADER=$secretary BODY="{\"unit_id\":${fills#* },\"values\":{${vouchers/AMOUNT/\"1.00\"}}}" measure "save qixing" $qixing 8 "$records" -s save.lua
    HEADER=$token BODY="{\"unit\":1,\"state\":\"filled\",${vouchers/AMOUNT/1}}" measure "save pocketbase" $pocketbase 8 "$accounts" -s save.lua
done
# Of a run that didn't have to fill the databases first.
awk '/VmHWM/{print "most memory qixing:", int($2 / 1024), "MB"}' "/proc/$qixing/status"
