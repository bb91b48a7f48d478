#!/usr/bin/env bash
# Installs what `make test` needs and this machine lacks; on a machine that has it all it does nothing and says nothing.
#
#   scripts/install-tools.sh         everything
#   scripts/install-tools.sh check   only what `make check` needs
#
# Needs a Rust toolchain; Debian packages come through apt-get, with sudo when the user is not root.
# Python packages stay in target/contract.
set -euo pipefail
cd "$(dirname "$0")/.."

what=${1:-all}

# Tools that come as source. The versions are those that the project was last tested with; an installed one is kept.
NEXTEST_VERSION=0.9.151
DENY_VERSION=0.20.2

say() { echo "install-tools: $*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }

# Cargo looks for its subcommands in its own folder too, which need not be on PATH.
have_cargo() { have "cargo-$1" || [ -x "${CARGO_HOME:-$HOME/.cargo}/bin/cargo-$1" ]; }

have_postgres() { have initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

# Debian splits off what makes virtual environments.
have_python() { python3 -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# Debian's browser may look for one of several families; the screenshots need Latin letters and coloured signs.
have_fonts() {
    have fc-list || return 1
    local list
    list=$(fc-list)
    grep -qi 'color *emoji' <<<"$list" && grep -Eqi 'dejavu|liberation|noto *sans' <<<"$list"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif have sudo; then
        sudo "$@"
    else
        say "not root and no sudo; please run as root: $*"
        exit 1
    fi
}

install_packages() {
    local packages=()
    have cc || packages+=(build-essential)
    if [ "$what" = all ]; then
        have_postgres || packages+=(postgresql)
        have chromium || packages+=(chromium)
        have chromedriver || packages+=(chromium-driver)
        have_python || packages+=(python3 python3-venv)
        have_fonts || packages+=(fontconfig fonts-dejavu-core fonts-noto-core fonts-noto-color-emoji)
    fi
    [ ${#packages[@]} -gt 0 ] || return 0
    if ! have apt-get; then
        say "this is no Debian machine; please install by hand what these Debian packages hold: ${packages[*]}"
        exit 1
    fi
    say "apt-get install ${packages[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 install --no-install-recommends \
        -y "${packages[@]}" >/dev/null
}

install_components() {
    local component
    for component in rustfmt clippy; do
        cargo "${component/rustfmt/fmt}" --version >/dev/null 2>&1 && continue
        say "rustup component add $component"
        rustup --quiet component add "$component"
    done
}

# Built without optimisation: they run for seconds, and building them fully takes longer than all our tests.
install_cargo() {
    local name=$1 version=$2
    shift 2
    have_cargo "$name" && return 0
    say "cargo install cargo-$name $version (some minutes)"
    local started=$SECONDS
    CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
        CARGO_PROFILE_RELEASE_LTO=off \
        CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 \
        CARGO_PROFILE_RELEASE_DEBUG=0 \
        cargo install --quiet --locked --target-dir target/tools "cargo-$name" --version "$version" "$@"
    say "cargo-$name is there after $((SECONDS - started)) s"
}

# The second messenger of the contract test (tests/contract/), as it is pinned there: the file is kept beside what came
# of it, and what does not fit it any more is made anew.
install_contract() {
    local pins=tests/contract/requirements.txt place=target/contract
    cmp --silent "$pins" "$place/requirements.txt" && "$place/bin/python" -c 'import lo_bot_api_emulator' 2>/dev/null &&
        return 0
    say "python packages of $pins"
    rm -rf "$place"
    mkdir -p target
    python3 -m venv "$place"
    "$place/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
        --requirement "$pins"
    cp "$pins" "$place/requirements.txt"
}

if ! have cargo; then
    say "no Rust toolchain; please install one first (see rust-version in Cargo.toml)"
    exit 1
fi
install_packages
install_components
install_cargo deny "$DENY_VERSION"
if [ "$what" = all ]; then
    install_cargo nextest "$NEXTEST_VERSION" --no-default-features
    install_contract
fi
# Half-built tools stay for the next try; a finished set needs no build folder.
rm -rf target/tools
