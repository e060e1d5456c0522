#!/bin/sh
# On the second machine, as root, when the first one is silent for good: restores the newest replica and starts the gateway on it.
# takeover.conf is in its place, and so are /etc/litestream.yml and the configuration of the first machine.
set -eu
state=/var/lib/openclaw
if systemctl is-active --quiet openclaw; then
  echo "the gateway runs here already; to begin again: systemctl stop openclaw" >&2
  exit 1
fi
grep -qs -- --takeover /etc/systemd/system/openclaw.service.d/takeover.conf || {
  echo "takeover.conf is not in /etc/systemd/system/openclaw.service.d: without --takeover messages would be sent twice" >&2
  exit 1
}
printf 'Is the first machine switched off, and does it stay so? What it does from now on is done twice. [y/N] '
read -r answer
[ "$answer" = y ] || exit 1
# Nothing of an older state may lie beside the restored one, the mark of an earlier takeover least of all.
[ ! -e "$state" ] || mv "$state" "$state.before-$(date +%Y%m%d-%H%M%S)"
install -d -o openclaw -g openclaw -m 0700 "$state"
runuser -u openclaw -- litestream restore -config /etc/litestream.yml "$state/state.db"
rm -f "$state"/state.db.tmp-*
systemctl daemon-reload
systemctl start openclaw
openclaw status
openclaw outbox
