#!/bin/sh
# A subscriber without any code: one line for each revision of an ASSAULT event, from the oldest kept on, for ever.
# usage: kcat.sh [BOOTSTRAP [TOPIC [further options of kcat, such as -e: end at the end]]]
bootstrap=${1:-127.0.0.1:9092} topic=${2:-dateline.events.v1}
[ $# -lt 2 ] && set -- || shift 2
kcat -C -q -u -b "$bootstrap" -t "$topic" -o beginning "$@" |
    jq --raw-output --unbuffered 'select(.type == "ASSAULT") | "\(.id) r\(.revision) \(.change): \(.summary)"'
