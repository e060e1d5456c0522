#!/bin/bash
# Runs inside the emulated machine, as root, once. Each thing it looks at is a line on the console: RESULT pass NAME, or RESULT fail NAME: WHY.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb
home=/var/lib/openclaw-home/claw

pass() { echo "RESULT pass $1"; }
fail() { echo "RESULT fail $1: $(tr -s '\n ' '  ' <<< "$2" | tail -c 600)"; }
# NAME PATTERN TEXT: whether the text holds what it should.
holds() { if grep -Eq -- "$2" <<< "$3"; then pass "$1"; else fail "$1" "no \"$2\" in: $3"; fi; }
figure() { echo "FIGURE $*"; }

# Until COMMAND succeeds, for at most N seconds: emulated, a start takes a second or two.
until_true() {
  local left=$1
  shift
  while [ "$left" -gt 0 ]; do
    "$@" > /dev/null 2>&1 && return 0
    sleep 1
    left=$((left - 1))
  done
  return 1
}
answers() { until_true "${1:-60}" openclaw status; }
pending() { openclaw approvals --json | grep -o '"id": *"[^"]*"' | head -1 | cut -d '"' -f 4; }
is_pending() { [ -n "$(pending)" ]; }
kill_gateway() { systemctl kill -s KILL --kill-whom=main openclaw; }

installs() {
  local said
  # The packages of this system were unpacked and not registered, so dpkg knows of no dependency.
  said=$(dpkg --force-depends -i /opt/test/openclaw.deb 2>&1)
  holds "the package installs" '^ii' "$(dpkg-query -W -f '${db:Status-Abbrev}' openclaw 2>&1) $said"
  holds "the account is made" ':/var/lib/openclaw-home:' "$(getent passwd openclaw)"
  holds "the executable runs" '^[0-9]+\.[0-9]' "$(openclaw --version 2>&1)"
  said=$(openclaw init --yes 2>&1)
  holds "init writes the configuration" 'openclaw init. wrote it' "$(head -3 /etc/openclaw/openclaw.toml) $said"
  holds "init keeps the package's example" 'openclaw.toml.example' "$(ls /etc/openclaw)"
  cp /opt/test/openclaw.toml /etc/openclaw/openclaw.toml
  said=$(systemctl enable --now openclaw 2>&1)
  holds "the unit starts" '^active' "$(systemctl is-active openclaw) $said $(journalctl -u openclaw --no-pager -o cat | tail -5)"
}

speaks() {
  holds "an allowed command runs" 'aarch64' "$(openclaw send --wait --session kitchen 'run uname -sm' 2>&1)"
  holds "a forbidden one does not" 'never from a chat' "$(openclaw send --wait --session kitchen 'run rm -rf everything' 2>&1)"
}

approves() {
  local id said
  openclaw send --session garage 'run touch one' > /dev/null 2>&1
  until_true 30 is_pending
  id=$(pending)
  kill_gateway
  if answers; then pass "the gateway comes back after kill -9"; else fail "the gateway comes back after kill -9" "$(journalctl -u openclaw --no-pager -o cat | tail -5)"; fi
  holds "an approval waits across kill -9" "$id" "$(openclaw approvals 2>&1)"
  said=$(openclaw approve "$id" 2>&1)
  until_true 30 test -e "$home/one"
  holds "an approved call runs" one "$(ls "$home" 2>&1) $said"
}

crashes() {
  local id
  openclaw send --session garage 'run sleep 4711' > /dev/null 2>&1
  until_true 30 is_pending
  id=$(pending)
  openclaw approve "$id" > /dev/null 2>&1
  until_true 30 pgrep -f 'sleep 4711'
  kill_gateway
  until_true 10 bash -c '! pgrep -f "sleep 4711"'
  if pgrep -f 'sleep 4711' > /dev/null; then fail "a command ends with its gateway" "sleep 4711 still runs"; else pass "a command ends with its gateway"; fi
  answers
  holds "a call that was cut off is said to be unknown" 'unknown' "$(openclaw status 2>&1; openclaw sessions show garage 2>&1)"
}

measures() {
  local pid group=/sys/fs/cgroup/system.slice/openclaw.service
  pid=$(systemctl show -p MainPID --value openclaw)
  figure "PSS $(grep '^Pss:' "/proc/$pid/smaps_rollup" | tr -dc 0-9) kB"
  figure "cgroup $(($(cat $group/memory.current) / 1024)) kB, peak $(($(cat $group/memory.peak) / 1024)) kB of $(($(cat $group/memory.max) / 1024)) kB"
  holds "it lives in 96 MB" '^oom_kill 0$' "$(cat $group/memory.events)"
}

looks() {
  local said
  said=$(openclaw doctor 2>&1)
  holds "doctor looks at this machine" 'disk' "$said"
  holds "doctor has no fault of its own" '^$' "$(grep -iE 'internal error|unhandled|   at ' <<< "$said")"
}

# A package of version $1 that holds this executable with one byte more at its end: it runs, and is another one.
package_of() {
  rm -rf /tmp/package && dpkg-deb -R /opt/test/openclaw.deb /tmp/package && echo >> /tmp/package/usr/bin/openclaw &&
    sed -i "s/^Version: .*/Version: $1/" /tmp/package/DEBIAN/control && dpkg-deb --root-owner-group -Znone -b /tmp/package "/tmp/openclaw_$1.deb" > /dev/null
}
old=/opt/test/old

upgrades() {
  local said
  cp /usr/bin/openclaw "$old"
  package_of 0.1.1 || fail "an upgrade takes the new version" "no package could be made"
  said=$(openclaw upgrade /tmp/openclaw_0.1.1.deb 2>&1)
  if cmp -s /usr/bin/openclaw "$old"; then fail "an upgrade takes the new version" "$said"; else holds "an upgrade takes the new version" '^active' "$(systemctl is-active openclaw) $said"; fi
  holds "dpkg knows of the upgrade" '^0.1.1$' "$(dpkg-query -W -f '${Version}' openclaw)"
  holds "the state is whole after an upgrade" 'whole|ok|unbroken|no row|rows' "$(openclaw audit verify 2>&1)"

  # The unit starts what is installed now, and nothing else: so the next version never becomes ready.
  cp /usr/bin/openclaw "$old"
  package_of 0.1.2 && echo >> /tmp/package/usr/bin/openclaw && dpkg-deb --root-owner-group -Znone -b /tmp/package /tmp/openclaw_0.1.2.deb > /dev/null
  printf '[Service]\nExecStartPre=/usr/bin/cmp %s /usr/bin/openclaw\n' "$old" > /etc/systemd/system/openclaw.service.d/broken.conf
  systemctl daemon-reload
  said=$(openclaw upgrade --patience 15 /tmp/openclaw_0.1.2.deb 2>&1)
  answers 60
  if cmp -s /usr/bin/openclaw "$old"; then holds "an upgrade that is not ready goes back" '^active' "$(systemctl is-active openclaw) $said"; else fail "an upgrade that is not ready goes back" "$said"; fi
  rm /etc/systemd/system/openclaw.service.d/broken.conf
  systemctl daemon-reload
  holds "an approval can be asked for after all that" 'waits for an approval' "$(openclaw send --wait --session garage 'run touch two' 2>&1)"
}

stops() {
  systemctl stop openclaw
  holds "it stops when told" '^inactive' "$(systemctl is-active openclaw)"
}

echo "FIGURE kernel $(uname -srm), $(getconf PAGESIZE) byte pages"
installs
speaks
approves
crashes
measures
looks
upgrades
stops
echo "RESULT done"
sync
systemctl poweroff --force --force
