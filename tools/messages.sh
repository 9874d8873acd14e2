#!/bin/sh
# Bring the message catalogues up to date with the texts of the program, the templates, the theme
# and the scripts. Messages that are new have an empty translation; those that are gone are removed.
# A new language: tools/messages.sh de
set -eu
cd "$(dirname "$0")/.."
pybabel=.venv/bin/pybabel
[ -x "$pybabel" ] || pybabel=pybabel
folder=generator/text/locale
template=$(mktemp)
trap 'rm -f "$template"' EXIT
export PYTHONPATH="$PWD${PYTHONPATH:+:$PYTHONPATH}"  # tools/messages.cfg names a function of ours
"$pybabel" --quiet extract --mapping=tools/messages.cfg --output="$template" \
    --no-default-keywords --keyword=_ --keyword=mark --keyword=ngettext:1,2 \
    --keyword=say --keyword=sayCount:1,2 \
    --project=paidforby --version="" --copyright-holder="" --msgid-bugs-address="" \
    --sort-by-file --add-location=file .
for code in "$@"; do
    [ -f "$folder/$code/LC_MESSAGES/paidforby.po" ] || "$pybabel" --quiet init --domain=paidforby --input-file="$template" \
        --output-dir="$folder" --locale="$code"
done
"$pybabel" --quiet update --domain=paidforby --input-file="$template" --output-dir="$folder" \
    --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --omit-header --width=100
