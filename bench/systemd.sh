#!/bin/bash
# Installs kb as deploy/README.md says, under a systemd of its own, and prints what the services do and may do.
#
#     sudo bench/systemd.sh      # about 3 minutes; needs overlayfs, namespaces and Debian's python3
#
# Nothing outside is changed: the machine's disk is seen through an overlay, systemd is PID 1 of a namespace.
set -euo pipefail
repository=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
trial=$(mktemp -d)

enter() { # NETWORK COMMAND...: in the overlay, as PID 1
    local network=$1
    shift
    timeout --signal=KILL 600 unshare --mount --pid --ipc --uts --cgroup ${network:+--net} --fork --kill-child \
        bash -euc '
        mount --make-rprivate /
        mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
        cd "$1/root"
        mount -t proc proc proc; mount --rbind /dev dev; mount -t sysfs sysfs sys
        mount -t tmpfs tmpfs run; mount -t tmpfs tmpfs tmp; mount -t tmpfs tmpfs sys/fs/cgroup
        for controller in none,name=systemd pids memory; do
            folder=sys/fs/cgroup/${controller#*=}
            mkdir "$folder"; mount -t cgroup -o "$controller" cgroup "$folder" || rmdir "$folder"
        done
        shift; exec chroot . "$@"' enter "$trial" "$@"
}

mkdir "$trial"/{upper,work,root}
git clone -q --no-hardlinks "$repository" "$trial/upper/opt-kb"
cp -r "${BASH_SOURCE%/*}/systemd_probe.sh" "$trial/upper/probe"
cat > "$trial/upper/prepare" <<'END'
set -e
mkdir -p /opt && mv /opt-kb /opt/kb && cd /opt/kb
/usr/bin/python3 -m venv .venv && .venv/bin/pip install -q . 2>/dev/null
# Of the machine's own services none is started.
for target in sysinit basic; do
    printf '[Unit]\nDefaultDependencies=no\n' > /etc/systemd/system/$target.target
done
printf '[Unit]\nRequires=dbus.socket trial.service\nAfter=dbus.socket\n' > /etc/systemd/system/trial.target
printf '[Service]\nType=oneshot\nExecStart=/bin/bash /probe\nStandardOutput=file:/outcome\n%s\n' \
    'StandardError=file:/outcome' > /etc/systemd/system/trial.service
END
enter "" bash /prepare
enter net env -i container=lxc PATH="$PATH" /lib/systemd/systemd --unit=trial.target --show-status=no &
until grep -qs '^finished' "$trial/upper/outcome"; do
    sleep 1
    kill -0 $! || break
done
cat "$trial/upper/outcome"
kill -KILL $! && wait $! 2>/dev/null || rm -rf "$trial"
