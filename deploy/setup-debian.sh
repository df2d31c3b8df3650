#!/usr/bin/env bash
# Install what Dateline needs beside Python: Java and Maven (Apache Kafka's jars come by Maven), and for the tests kcat,
# jq, Prometheus (its promtool checks the alerts) and Chromium (the page is tested in it).
# Does nothing where all is there; on Debian as root it installs; elsewhere it says in one line what is missing.
# usage: setup-debian.sh [embedded|kafka|tests]     embedded needs nothing, kafka Java and Maven, tests all
set -euo pipefail
need=${1:-tests}
[ "$need" != embedded ] || exit 0

packages=()
command -v java >/dev/null || packages+=(default-jre-headless)
command -v mvn >/dev/null || packages+=(maven)
if [ "$need" = tests ]; then
    command -v kcat >/dev/null || packages+=(kcat)
    command -v jq >/dev/null || packages+=(jq)
    { command -v promtool && command -v prometheus; } >/dev/null || packages+=(prometheus)
    { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null || packages+=(chromium)
fi
[ ${#packages[@]} -gt 0 ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing ${packages[*]}"
    log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    if ! { apt-get update && apt-get install --yes --no-install-recommends "${packages[@]}"; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        echo "could not install ${packages[*]}: install them by hand, or use BROKER=embedded" >&2
    fi
    rm -f "$log"
    # Debian starts a Prometheus of its own, open to the network; only the program is wanted.
    if [[ " ${packages[*]} " == *" prometheus "* ]] && command -v systemctl >/dev/null; then
        systemctl disable --now prometheus >/dev/null 2>&1 || true
    fi
else
    echo "missing: ${packages[*]} — install them (Debian: apt-get install ${packages[*]}); without Java and Maven only BROKER=embedded runs" >&2
fi
