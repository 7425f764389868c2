# shellcheck shell=bash
# Shared by the scripts beside it: where the project is, and which tools have to be there.

set -euo pipefail

ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

say() { printf '%s\n' "$*" >&2; }

give_up() {
    say "$*"
    exit 2
}

need_dotnet() {
    command -v dotnet >/dev/null || give_up "The .NET 10 SDK is missing. Install it from https://dot.net, then try again."
    (cd -- "$ROOT" && dotnet --version >/dev/null 2>&1) ||
        give_up "No .NET SDK that global.json allows was found (it asks for 10.0). Install one from https://dot.net."
}

# The places where the program itself looks.
has_postgres() {
    local folder
    for folder in $(type -aP pg_ctl | xargs -r -n1 readlink -f | xargs -r -n1 dirname) \
        "$(pg_config --bindir 2>/dev/null || true)" /usr/lib/postgresql/*/bin; do
        [[ -x $folder/postgres && -x $folder/initdb && -x $folder/pg_ctl ]] && return 0
    done
    return 1
}

# Installs a Debian package, with one apt-get update for a whole run, or says what is missing.
install_package() {
    local package=$1 reason=$2
    if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
        give_up "$reason is missing. Install it (Debian: apt-get install $package), then try again."
    fi
    say "Installing $package ($reason is missing) ..."
    local log
    log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    if ! {
        [[ -n ${APT_UPDATED:-} ]] || apt-get update -qq
        APT_UPDATED=1
        apt-get install -y -qq --no-install-recommends "$package"
    } >"$log" 2>&1; then
        cat -- "$log" >&2
        rm -f -- "$log"
        give_up "$package could not be installed: see above."
    fi
    rm -f -- "$log"
}

need_postgres() {
    has_postgres || install_package postgresql-15 "PostgreSQL's server (postgres, initdb, pg_ctl)"
    has_postgres || give_up "PostgreSQL's server programs are still missing after its installation."
}

# Container engines of our own where none of ours answer yet; they stop when the calling script ends.
need_engine() {
    "$ROOT/ops/engine" status && return 0
    trap '"$ROOT/ops/engine" down' EXIT
    "$ROOT/ops/engine" up >/dev/null
}

# An engine of another make, with the runtime and the init that it is tested with.
need_podman() {
    type -P runc >/dev/null || install_package runc "runc, which runs Podman's containers,"
    type -P podman >/dev/null || install_package podman "Podman"
    [[ -x /usr/libexec/podman/catatonit ]] || install_package catatonit "Podman's init (catatonit)"
}

need_chromium() {
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ||
        install_package chromium "Chromium"
    command -v chromedriver >/dev/null || install_package chromium-driver "Chromium's driver"
}

need_icu() {
    has_icu || install_package libicu72 "ICU (libicu), the tables of cultures,"
    has_icu || give_up "ICU (libicu) is still missing after its installation."
}

has_icu() { [[ -n $(find /usr/lib* /lib* -name 'libicuuc.so.*' -print -quit 2>/dev/null) ]]; }

need_numpy() {
    has_numpy || install_package python3-numpy "Python 3 with numpy"
    has_numpy || give_up "Python 3 with numpy is still missing after its installation."
}

has_numpy() {
    local python
    for python in /usr/bin/python3 python3; do
        "$python" -c 'import numpy' 2>/dev/null && return 0
    done
    return 1
}

# Node and npm, and the packages that one folder of independent implementations pins in its lock file.
need_npm() {
    local folder=$1 log
    command -v node >/dev/null || install_package nodejs "Node"
    command -v npm >/dev/null || install_package npm "npm"
    # npm writes this file last; a lock file that is younger than it asks for a new installation.
    [[ $folder/node_modules/.package-lock.json -nt $folder/package-lock.json ]] && return 0
    log=$(mktemp)
    if ! (cd -- "$folder" && npm ci --no-audit --no-fund) >"$log" 2>&1; then
        cat -- "$log" >&2
        rm -f -- "$log"
        give_up "npm ci in ${folder#"$ROOT"/} failed: see above."
    fi
    rm -f -- "$log"
}

# What the meter's matrix products are compared with.
need_openblas() {
    has_openblas || install_package libopenblas0-pthread "OpenBLAS"
    has_openblas || give_up "OpenBLAS (libopenblas.so.0) is still missing after its installation."
}

has_openblas() { [[ $(ldconfig -p) == *libopenblas.so.0* ]]; }
