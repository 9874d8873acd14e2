#!/bin/sh
# Makes .venv with the pinned, hashed packages of requirements/<set>.lock and the project itself.
#
#   sh tools/setup_env.sh site    what the site build needs
#   sh tools/setup_env.sh test    the same and what the tests need
#
# A second run with the same lock does nothing. PAIDFORBY_PYTHON names the Python to use;
# otherwise it is the newest of 3.11 to 3.14 that is installed.
set -eu

set_name=${1:-site}
cd "$(dirname "$0")/.."
lock=requirements/$set_name.lock
if [ ! -f "$lock" ]; then
    echo "setup_env: no such lock: $lock. Say 'site' or 'test'." >&2
    exit 2
fi

# What the stamp holds: a digest of the locks and of what the editable install reads, the chosen
# Python, and the folder, because the scripts in .venv/bin contain it.
digest() {
    if command -v sha256sum >/dev/null 2>&1; then
        cat "$1" pyproject.toml tools/frontend/package-lock.json | sha256sum
    else
        cat "$1" pyproject.toml tools/frontend/package-lock.json | shasum -a 256
    fi | cut -d' ' -f1
}

stamp_of() {
    echo "$(digest "requirements/$1.lock") ${PAIDFORBY_PYTHON:-newest} $(pwd -P)"
}

is_fresh() {
    [ -x .venv/bin/python ] && [ -f ".venv/stamp-$1" ] &&
        [ "$(cat ".venv/stamp-$1")" = "$(stamp_of "$1")" ] &&
        .venv/bin/python -c '' 2>/dev/null
}

if is_fresh "$set_name" || { [ "$set_name" = site ] && is_fresh test; }; then
    exit 0
fi

is_new_enough() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

has_venv() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$1" >/dev/null
}

# Prints the newest Python that can make a virtual environment, or else the newest at all.
find_python() {
    if [ -n "${PAIDFORBY_PYTHON:-}" ]; then
        if is_new_enough "$PAIDFORBY_PYTHON"; then
            echo "$PAIDFORBY_PYTHON"
        fi
        return 0
    fi
    newest=
    for candidate in python3.14 python3.13 python3.12 python3.11 python3 python; do
        is_new_enough "$candidate" || continue
        if has_venv "$candidate"; then
            echo "$candidate"
            return 0
        fi
        newest=${newest:-$candidate}
    done
    echo "$newest"
}

python=$(find_python)
if [ -z "$python" ]; then
    echo "setup_env: no Python 3.11 or newer found${PAIDFORBY_PYTHON:+ as '$PAIDFORBY_PYTHON'}." >&2
    echo "Install one (Debian, Ubuntu: apt-get install python3 python3-venv), or name it in" >&2
    echo "PAIDFORBY_PYTHON, and run make again." >&2
    exit 1
fi

if ! has_venv "$python"; then
    minor=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    echo "setup_env: $python cannot make virtual environments: its modules venv or ensurepip are"
    echo "missing. On Debian and Ubuntu they are in the package $minor-venv."
    if command -v apt-get >/dev/null 2>&1 && as_root true; then
        echo "setup_env: installing $minor-venv with apt-get"
        as_root apt-get update -qq || true
        apt_install "$minor-venv" || apt_install python3-venv || true
    fi
    if ! has_venv "$python"; then
        echo "setup_env: still missing. Run: sudo apt-get install $minor-venv" >&2
        echo "or name another Python in PAIDFORBY_PYTHON, and run make again." >&2
        exit 1
    fi
fi

wanted=$("$python" -c 'import sys; print(sys.version.split()[0])')
present=$(.venv/bin/python -c 'import sys; print(sys.version.split()[0])' 2>/dev/null || true)
if [ "$wanted" != "$present" ] || ! grep -q "$(pwd -P)" .venv/bin/pip 2>/dev/null; then
    echo "setup_env: .venv with $python ($wanted)"
    rm -rf .venv
    "$python" -m venv .venv
fi
rm -f .venv/stamp-*

echo "setup_env: installing $lock"
pip() {
    .venv/bin/python -m pip --disable-pip-version-check --quiet "$@"
}
pip install --require-hashes --only-binary :all: --no-deps --requirement "$lock"
pip install --no-deps --no-build-isolation --editable .
echo "setup_env: installing tools/frontend/package-lock.json"
.venv/bin/python tools/setup_frontend.py "$set_name"
stamp_of "$set_name" >".venv/stamp-$set_name"
