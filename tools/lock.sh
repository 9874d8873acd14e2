#!/bin/sh
# Renews requirements/*.lock from pyproject.toml: all versions, with hashes, no index address.
# test.lock is site.lock and more. Pass --upgrade to raise every version.
set -eu

cd "$(dirname "$0")/.."
if command -v uv >/dev/null 2>&1; then
    uv=uv
else
    sh tools/setup_env.sh site
    .venv/bin/python -m pip --quiet install uv
    uv=.venv/bin/uv
fi

compile() {
    name=$1
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --custom-compile-command "make lock" \
        --output-file "requirements/$name.lock" "$@" pyproject.toml
}

compile site --group build "$@"
compile test --group build --group test --constraint requirements/site.lock "$@"
grep -c '==' requirements/site.lock requirements/test.lock
