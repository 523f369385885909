# Run by bench/systemd.sh inside its systemd: installs, builds, serves, then tries what the units forbid.
ip link set lo up
/opt/kb/deploy/install
cp /opt/kb/corpus/2024-01* /srv/kb/corpus/
systemctl start kb-index
journalctl -u kb-index -o cat --no-pager | tail -12
systemctl start kb
until curl -sf http://127.0.0.1:8000/healthz; do sleep 1; done
echo
systemctl list-timers --no-pager | grep kb
stat -c '%A %U %n' /var/lib/kb /var/lib/kb/index

cat > /usr/local/bin/attempts <<'END'
#!/bin/sh
grep -E "NoNewPrivs|CapEff|CapBnd|Seccomp:" /proc/self/status
try() { if eval "$2" > /dev/null 2>&1; then echo "can    $1"; else echo "cannot $1"; fi; }
try "read the corpus" "cat /srv/kb/corpus/*"
try "write its state" "touch /var/lib/kb/x && rm /var/lib/kb/x"
try "open tcp" "python3 -c 'import socket; socket.socket()'"
try "write the corpus" "touch /srv/kb/corpus/x"
try "write /etc/kb" "touch /etc/kb/x"
try "write /opt/kb" "touch /opt/kb/x"
try "see /root" "ls /root"
try "see the real /tmp" "ls /tmp | grep ."
try "see devices" "ls /dev/vda /dev/kmsg"
try "write kernel settings" "echo 1 > /proc/sys/vm/drop_caches"
try "use namespaces" "unshare --user true"
try "become root" "setpriv --reuid=0 true"
try "open netlink" "python3 -c 'import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)'"
try "make setuid files" "touch /var/lib/kb/s && chmod u+s /var/lib/kb/s"
try "set the clock" "date -s 2020-01-01"
try "see other users' processes" "ls /proc/1"
END
chmod 755 /usr/local/bin/attempts
for unit in kb-index kb; do
    mkdir -p /run/systemd/system/$unit.service.d
    printf '[Service]\nExecStart=\nExecStart=/usr/local/bin/attempts\nType=oneshot\nRestart=no\n' \
        > /run/systemd/system/$unit.service.d/attempts.conf
done
systemctl daemon-reload
systemctl stop kb
for unit in kb-index kb; do
    echo "--- $unit.service"
    systemctl start $unit
    journalctl -u $unit -o cat --no-pager | tail -20 | grep -E '^(can|Cap|NoNew|Sec)'
    systemd-analyze security $unit.service --no-pager | tail -1
done
echo finished
