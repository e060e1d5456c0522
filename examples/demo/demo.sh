#!/usr/bin/env bash
# demo.sh OPENCLAW: the main job on a terminal, with the real gateway, socket, shell and database, in a folder that is gone afterwards.
set -euo pipefail
openclaw=$(realpath "${1:?usage: demo.sh PATH-OF-OPENCLAW}")
here=$(cd "$(dirname "$0")" && pwd)

home=$(mktemp -d)
gateway=
clean_up() {
  if [ -n "$gateway" ]; then kill "$gateway" 2> /dev/null && wait "$gateway" 2> /dev/null; fi
  rm -rf "$home"
}
trap clean_up EXIT
export HOME=$home OPENCLAW_CONFIG=$home/openclaw.toml STATE_DIRECTORY=$home/state RUNTIME_DIRECTORY=$home/run
mkdir -m 700 "$home/state" "$home/run" "$home/claw"
cp "$here/openclaw.toml" "$home/"

if [ -t 1 ]; then bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'; else bold='' dim='' plain=''; fi
step() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
# Shows a command as one would type it, then runs the real executable.
do_it() {
  printf '%s$ openclaw' "$dim"; printf ' %s' "${@@Q}" | sed "s/'\([A-Za-z0-9._-]*\)'/\1/g"; printf '%s\n' "$plain"
  # Whatever the demo stands in belongs to the demo, and not to what is said.
  "$openclaw" "$@" < /dev/null || printf '%s(exit code %s)%s\n' "$dim" "$?" "$plain"
}
# Looks every 50 ms for up to 20 s.
until_ok() {
  local tries=400
  until "$@" > /dev/null 2>&1; do
    tries=$((tries - 1))
    if [ "$tries" = 0 ] || ! kill -0 "$gateway" 2> /dev/null; then echo "the gateway does not get there:" >&2; cat "$home/log" >&2; exit 1; fi
    sleep 0.05
  done
}

step "The gateway starts, with a scripted model, in $home"
"$openclaw" run > "$home/log" 2>&1 &
gateway=$!
until_ok "$openclaw" status

step "1. Two sessions that do not mix"
do_it send --wait --session kitchen "my name is Ada"
do_it send --wait --session garage "my name is Bob"
do_it send --wait --session kitchen "what is my name"
do_it send --wait --session garage "what is my name"

step "2. A tool call that the policy allows"
do_it send --wait --session kitchen "run uname -sm"

step "3. One that it denies, with the rule's file and line"
do_it send --wait --session kitchen "run rm -rf everything"

step "4. One that asks: the turn sleeps on disk until somebody answers, here over the control socket"
do_it send --session garage "run touch approved-by-a-person"
approval() { "$openclaw" approvals --json | grep -o '"id": *"[^"]*"' | head -n 1 | cut -d '"' -f 4 | grep .; }
until_ok approval
do_it approvals
do_it approve "$(approval)"
until_ok test -e "$home/claw/approved-by-a-person"
echo "and the file is there: $(cd "$home/claw" && ls approved-by-a-person)"

step "5. A first model that is down, and a second that answers in the same turn"
do_it send --wait --session shaky "hello"
do_it models list

step "That was the main job. The configuration it ran on: examples/demo/openclaw.toml"
if (exec 3<> /dev/tcp/127.0.0.1/11434) 2> /dev/null; then
  echo "An Ollama answers on this machine. This runs the gateway with it:  ./build.sh run"
else
  echo "With an Ollama on this machine (https://ollama.com), this runs the gateway with it:  ./build.sh run"
fi
