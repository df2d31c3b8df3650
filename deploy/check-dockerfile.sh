#!/usr/bin/env bash
# Run the steps of deploy/Dockerfile, in order, in clean Debian roots made by debootstrap: for machines without a container
# engine. Each stage gets a root of its own; at the end the image's command runs as its user on a read-only root.
# It knows FROM, RUN, COPY, ENV, WORKDIR, USER, VOLUME, EXPOSE, ENTRYPOINT and CMD, and stops at anything else.
# usage (as root, Debian): check-dockerfile.sh [FOLDER]     FOLDER keeps the roots and the base for a next run
# Package settings and certificates of this machine are lent to the roots while the steps run.
set -euo pipefail
[ "$(id -u)" = 0 ] || { echo "check-dockerfile.sh needs root, for chroot" >&2; exit 2; }
command -v debootstrap >/dev/null || { echo "debootstrap is missing: apt-get install debootstrap" >&2; exit 2; }
if [ -z "${DATELINE_CHECK_INSIDE:-}" ]; then # mounts made here go with this process, whatever happens
    DATELINE_CHECK_INSIDE=1 exec unshare --mount --propagation private "$0" "$@"
fi
unset DATELINE_CHECK_INSIDE

source=$(cd "$(dirname "$0")/.." && pwd)
work=${1:-$(mktemp -d)}
mkdir -p "$work"
clean_up() {
    umount --recursive "$work"/stage-* 2>/dev/null || true
    umount "$work"/stage-*/proc 2>/dev/null || true
    rm -rf --one-file-system "$work"
}
[ $# -gt 0 ] || trap clean_up EXIT

# What the steps may take from this machine to reach the package registries: pip's settings, proxies and certificates.
lent=()
while IFS='=' read -r name _; do
    case $name in
        PIP_CERT|PIP_FIND_LINKS) ;; # paths of this machine
        PIP_*|*_proxy|*_PROXY) lent+=("$name=${!name}") ;;
    esac
done < <(env)
certificates=${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}
[ ! -f "$certificates" ] || lent+=({PIP_CERT,SSL_CERT_FILE,REQUESTS_CA_BUNDLE}=/lent/certificates.pem)

# The files that the image would be built from: what .dockerignore lets in, less what git ignores.
context=$work/context
rm -rf "$context" && mkdir -p "$context"
(cd "$source" && git ls-files -z --cached --others --exclude-standard -- LICENSE NOTICE README.md pyproject.toml requirements schemas services deploy \
    seeds ':!services/web/frontend' | while IFS= read -r -d '' file; do [ ! -e "$file" ] || printf '%s\0' "$file"; done \
    | tar --create --null --files-from=- | tar --extract --directory "$context")

base() { # base CODENAME: a pristine root, made once
    local root=$work/base-$1
    [ -e "$root/.complete" ] && return
    rm -rf "$root"
    echo "=== debootstrap $1"
    debootstrap --variant=minbase "$1" "$root" >"$work/debootstrap.log" 2>&1 || { tail "$work/debootstrap.log" >&2; exit 1; }
    touch "$root/.complete"
}

begin() { # begin IMAGE NAME
    case $1 in
        debian:11*) base bullseye; from=bullseye ;;
        debian:12*) base bookworm; from=bookworm ;;
        debian:13*) base trixie; from=trixie ;;
        *) echo "FROM $1: only Debian's own images can be checked" >&2; exit 2 ;;
    esac
    root=$work/stage-$2
    rm -rf --one-file-system "$root"
    cp --archive "$work/base-$from" "$root"
    mount --types proc proc "$root/proc"
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    lend_files
    environment=(PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
    user=0:0
    folder=/
    entry=()
    echo "=== FROM $1: $root"
}

lend_files() {
    mkdir -p "$root/lent"
    [ ! -f "$certificates" ] || cp "$certificates" "$root/lent/certificates.pem"
    local file
    for file in /etc/pip.conf /etc/apt/apt.conf.d/*proxy*; do
        [ ! -f "$file" ] || { mkdir -p "$root$(dirname "$file")" && cp "$file" "$root$file"; }
    done
}

inside() { # inside COMMAND…: as the image's user, in its folder, with its environment and what is lent
    chroot --userspec="$user" "$root" /usr/bin/env -i HOME=/tmp "${lent[@]}" "${environment[@]}" \
        /bin/sh -c 'cd "$0" && exec "$@"' "$folder" "$@"
}

copy() { # copy [--from=STAGE] SOURCE… TARGET
    local from=$context
    if [[ $1 == --from=* ]]; then from=$work/stage-${1#--from=}; shift; fi
    local target=${*: -1}
    [[ $target == /* ]] || target=${folder%/}/$target
    local sources=("${@:1:$#-1}") one
    for one in "${sources[@]}"; do
        if [ -d "$from/$one" ]; then # a folder's contents, as COPY does
            mkdir -p "$root$target" && cp --archive "$from/$one/." "$root$target/"
        elif [[ $target == */ || $target == */. || ${#sources[@]} -gt 1 ]]; then
            mkdir -p "$root$target" && cp --archive "$from/$one" "$root$target/"
        else
            mkdir -p "$root$(dirname "$target")" && cp --archive "$from/$one" "$root$target"
        fi
        [ -n "${from##"$context"*}" ] || chown --recursive 0:0 "$root$target"
    done
}

step() { # step INSTRUCTION REST
    local words
    echo "--- $1 $2"
    case $1 in
        FROM)
            read -ra words <<<"$2"
            stages=$((${stages:-0} + 1))
            begin "${words[0]}" "${words[2]:-$stages}" ;;
        RUN) inside /bin/sh -ec "$2" ;;
        COPY) read -ra words <<<"$2"; copy "${words[@]}" ;;
        ENV) read -ra words <<<"$2"; environment+=("${words[@]}") ;;
        WORKDIR) folder=$2; mkdir -p "$root$folder" ;;
        USER) user=$2 ;;
        VOLUME|EXPOSE|CMD) ;;
        ENTRYPOINT) mapfile -t entry < <(python3 -c 'import json, sys; print("\n".join(json.loads(sys.argv[1])))' "$2") ;;
        *) echo "this script does not know $1" >&2; exit 2 ;;
    esac
}

whole=
while IFS= read -r line || [ -n "$line" ]; do
    [[ $line =~ ^[[:space:]]*# ]] && continue
    if [[ $line == *\\ ]]; then whole+="${line%\\} "; continue; fi
    whole+=$line
    [ -z "${whole// /}" ] || step "${whole%% *}" "$(sed 's/  */ /g' <<<"${whole#* }")"
    whole=
done <"$source/deploy/Dockerfile"

echo "=== the image's command, as $user, on a read-only root"
lent=()
rm -rf "$root/etc/pip.conf" "$root/lent"
mount --bind "$root" "$root"
mount --types tmpfs -o mode=1777 tmpfs "$root/tmp"
mount --types tmpfs -o "uid=${user%:*},gid=${user#*:}" tmpfs "$root/var/lib/dateline"
for device in null urandom; do [ -c "$root/dev/$device" ] || mount --bind "/dev/$device" "$root/dev/$device"; done
mount --options remount,ro,bind "$root"
[ "$(inside id -u)" != 0 ] || { echo "it runs as root" >&2; exit 1; }
if inside touch /opt/dateline/probe 2>/dev/null; then echo "the root is not read-only" >&2; exit 1; fi
inside "${entry[@]}" --help >/dev/null
inside "${entry[@]}" config show >/dev/null
events=$(inside "${entry[@]}" extract --json - <"$source/seeds/001_market_blast_first.txt" | grep --count '"type":"ASSAULT"')
[ "$events" -gt 0 ] || { echo "it finds no event in a seed" >&2; exit 1; }
echo "all steps ran; the image's files take $(du --summarize --human-readable --one-file-system "$root" | cut -f1)," \
    "$(du --summarize --human-readable "$root/opt/dateline" | cut -f1) of them Dateline's; $events ASSAULT events in a seed"
