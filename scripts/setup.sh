# Sourced by scripts/run, scripts/test and .ci/run: a virtual environment that matches pyproject.toml.

die() { echo "$*" >&2; exit 1; }

find_python() {
    local candidate
    for candidate in python3 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            echo "$candidate"
            return
        fi
    done
    die "Python 3.11 or later is missing; install it (Debian: apt-get install python3 python3-venv) and run this again."
}

# debian_packages NAME...: installs what is missing, or says in one line what to install.
debian_packages() {
    local missing=() name
    for name in "$@"; do
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || missing+=("$name")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        echo "Installing Debian packages: ${missing[*]}"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq && apt-get install -y -qq "${missing[@]}" >/dev/null && return 0
    fi
    echo "Not installed: ${missing[*]} (as root: apt-get install ${missing[*]})." >&2
    return 1
}

# setup_venv EXTRAS: creates .venv once and installs into it once per change of pyproject.toml.
setup_venv() {
    local extras=$1 python stamp wanted
    python=$(find_python)
    if ! [ -x .venv/bin/pip ]; then
        rm -rf .venv
        "$python" -m venv .venv >/dev/null 2>&1 || {
            rm -rf .venv
            debian_packages python3-venv || die "Python's venv module is missing and could not be installed."
            "$python" -m venv .venv || die "Could not create .venv with $python."
        }
    fi
    stamp=".venv/.installed${extras:+-$extras}"
    wanted=$(sha256sum pyproject.toml)
    if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
        echo "Installing the Python packages of pyproject.toml${extras:+ (with: $extras)}; this takes a minute."
        .venv/bin/pip install --quiet --disable-pip-version-check --editable ".${extras:+[$extras]}" ||
            die "pip could not install the packages of pyproject.toml; is the package registry reachable?"
        echo "$wanted" >"$stamp"
    fi
}
