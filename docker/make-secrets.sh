#!/bin/sh
# Makes the secrets of the first start; those that are there stay. Each lies in a volume that only the
# services which need it mount, so the users of these containers may read it.
set -eu

secrets=${YAMABIKO_SECRETS:-/secrets}
provisioning=${YAMABIKO_PROVISIONING:-/etc/grafana/provisioning}

make() {
  if [ -s "$1" ]; then return; fi
  head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' > "$1.new"
  chmod 444 "$1.new"
  mv "$1.new" "$1"
  echo "made $1"
}

make "$secrets/influx-admin/token"
make "$secrets/influx-admin/password"
make "$secrets/grafana-admin/password"

# Grafana complains of folders that are not there.
for folder in datasources dashboards alerting plugins access-control; do
  mkdir -p "$provisioning/$folder"
done
