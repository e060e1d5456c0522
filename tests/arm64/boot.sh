#!/usr/bin/env bash
# Boots a Debian 12 for arm64 in qemu-system-aarch64, with a package of openclaw in it, and prints its console: guest.sh runs there and says a line
# for each thing it looked at, `RESULT pass NAME` or `RESULT fail NAME: WHY`.
#
#   tests/arm64/boot.sh PACKAGE.deb WORKDIR [GUEST]
#
# WORKDIR keeps the unpacked system for the next time. Needs mmdebstrap, qemu-system-arm, e2fsprogs; no binfmt_misc, no foreign dpkg architecture,
# and no image from anywhere but the archive of Debian. GUEST is run in place of guest.sh.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
die() { echo "boot.sh: $*" >&2; exit 1; }

package=$(realpath "$1") work=$2 guest=${3:-$here/guest.sh}
include='systemd-sysv,libssl3,ca-certificates,tzdata,procps,udev,linux-image-cloud-arm64'
mkdir -p "$work" && work=$(cd "$work" && pwd) || die "$work cannot be made"
root=$work/root
if [ "$(cat "$work/made" 2> /dev/null)" != "$include" ]; then
  rm -rf "$root" "$work/made"
  mmdebstrap --quiet --arch=arm64 --mode=root --variant=extract --skip=check/qemu --aptopt='APT::Install-Recommends "false"' \
    --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr --include="?essential" --include="$include" bookworm "$root" || die "Debian for arm64 could not be unpacked"
  mv "$root"/boot/vmlinuz-* "$work/kernel" || die "the system has no kernel"
  # The disk is NVMe, whose driver is in the kernel; no module is needed, and they are half of the disk.
  rm -rf "$root"/usr/lib/modules/* "$root"/boot/*
  # What the packages' own scripts would have made; none of them ran.
  cp "$root/usr/share/base-passwd/passwd.master" "$root/etc/passwd" && cp "$root/usr/share/base-passwd/group.master" "$root/etc/group"
  sed -i 's/^root:\*/root:x/' "$root/etc/passwd"
  : > "$root/etc/machine-id"
  echo pi > "$root/etc/hostname"
  echo '/dev/nvme0n1 / ext4 defaults 0 1' > "$root/etc/fstab"
  ln -sf /proc/mounts "$root/etc/mtab"
  # certificates as update-ca-certificates would bundle them
  mkdir -p "$root/etc/ssl/certs"
  cat "$root"/usr/share/ca-certificates/mozilla/*.crt > "$root/etc/ssl/certs/ca-certificates.crt"
  rm -rf "$root/dev" "$root/proc" "$root/sys"
  mkdir -p "$root"/{dev,proc,sys,run,root,mnt,opt/test} && chmod 755 "$root"
  echo "$include" > "$work/made"
fi

install -m 644 "$package" "$root/opt/test/openclaw.deb"
install -m 755 "$guest" "$root/opt/test/guest.sh"
install -m 644 "$here/openclaw.toml" "$root/opt/test/openclaw.toml"
cat > "$root/etc/systemd/system/guest.service" << 'UNIT'
[Unit]
After=multi-user.target
[Service]
Type=oneshot
ExecStart=/opt/test/guest.sh
StandardOutput=tty
StandardError=tty
TTYPath=/dev/console
TimeoutStartSec=900
[Install]
WantedBy=default.target
UNIT
mkdir -p "$root/etc/systemd/system/default.target.wants" "$root/etc/systemd/system/openclaw.service.d"
ln -sf ../guest.service "$root/etc/systemd/system/default.target.wants/guest.service"
printf '[Service]\nMemoryMax=96M\nMemorySwapMax=0\n' > "$root/etc/systemd/system/openclaw.service.d/limit.conf"
rm -f "$work/disk.img"
mke2fs -q -t ext4 -d "$root" -L root "$work/disk.img" 700M > /dev/null || die "the disk could not be made"
exec timeout 600 qemu-system-aarch64 -M virt -cpu cortex-a72 -smp 2 -m 512 -accel tcg,thread=multi -nographic -nic none -no-reboot -kernel "$work/kernel" \
  -append "root=/dev/nvme0n1 rw console=ttyAMA0 loglevel=3 systemd.show_status=0" -drive file="$work/disk.img",format=raw,if=none,id=d,cache=unsafe -device nvme,drive=d,serial=1 < /dev/null
