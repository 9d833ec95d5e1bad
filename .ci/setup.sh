# Shared by ./run and ./test: what the machine needs, and how to get it. Sourced, never run.
# shellcheck shell=bash disable=SC2034

plain() { printf '%s\n' "$*"; }
complain() { printf '%s\n' "$*" >&2; }

heading() {
    if [ -t 1 ]; then printf '\n\033[1m%s\033[0m\n' "$*"; else printf '\n%s\n' "$*"; fi
}

# What a thing is called in Debian, and how to see that it is there: package, kind of probe, probe.
# The kinds: command, file (a pattern), library (as the loader knows it).
NEEDED_TO_BUILD='
ca-certificates file    /etc/ssl/certs/ca-certificates.crt
git             command git
g++             file    /usr/include/c++/*
libc6-dev       file    /usr/include/stdlib.h
tzdata          file    /usr/share/zoneinfo/Europe/London
libsqlite3-dev  file    /usr/include/sqlite3.h
libpq-dev       file    /usr/include/postgresql/libpq-fe.h
pkg-config      command pkg-config
zlib1g-dev      file    /usr/include/zlib.h
libcurl4        library libcurl.so.4
libxml2         library libxml2.so
libedit2        library libedit.so.2
libncurses6     library libncurses.so.6
'

is_there() {
    case "$1" in
        command) command -v "$2" > /dev/null 2>&1 ;;
        file) compgen -G "$2" > /dev/null ;;
        library) { ldconfig -p 2> /dev/null || /sbin/ldconfig -p; } | grep -qF "$2" ;;
    esac
}

# install_missing TABLE: installs the packages whose probe fails. Says what it does, or what to type.
install_missing() {
    local package kind probe missing=()
    while read -r package kind probe; do
        [ -n "$package" ] || continue
        is_there "$kind" "$probe" || missing+=("$package")
    done <<< "$1"
    [ ${#missing[@]} -gt 0 ] || return 0
    if ! command -v apt-get > /dev/null 2>&1; then
        complain "These are missing, named as Debian names them: ${missing[*]}"
        complain "Install them with this system's package manager and start again."
        return 1
    fi
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo > /dev/null 2>&1; then
            complain "These packages are missing. Install them as root and start again:"
            complain "    apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
            return 1
        fi
        as_root=(sudo)
    fi
    plain "Installing ${missing[*]}"
    if ! { "${as_root[@]}" apt-get update -qq &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null; }; then
        complain "That did not work. Try it by hand, then start again:"
        complain "    ${as_root[*]} apt-get update && ${as_root[*]} apt-get install -y --no-install-recommends ${missing[*]}"
        return 1
    fi
}

# Swift 6.3 or later, or a sentence that says how to get it.
need_swift() {
    local version
    if ! command -v swift > /dev/null 2>&1; then
        complain 'FirmGround is built with Swift 6.3 or later, and there is no “swift” here.'
        complain 'Install it as https://www.swift.org/install/linux/ says, open a new shell and start again.'
        return 1
    fi
    version=$(swift --version 2> /dev/null | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p' | head -n 1)
    if [ -z "$version" ]; then
        complain 'There is a “swift”, but it does not start. This is what it says:'
        swift --version >&2 || true
        return 1
    fi
    if [ "$(printf '%s\n6.3\n' "$version" | sort -V | head -n 1)" != 6.3 ]; then
        complain "FirmGround needs Swift 6.3 or later; this is $version."
        complain 'With swiftly: “swiftly install 6.3 --use”. Otherwise see https://www.swift.org/install/linux/.'
        return 1
    fi
}

# 75 as "1 min 15 s".
spelled_time() {
    if [ "$1" -lt 60 ]; then printf '%d s' "$1"; else printf '%d min %d s' $(($1 / 60)) $(($1 % 60)); fi
}
