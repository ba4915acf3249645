#!/bin/sh
# Brings InfluxDB and Grafana to what the configuration wants; may be run again and again.
set -eu

yamabiko=${YAMABIKO_HOME:-/app}/src/launch.mjs
config=${YAMABIKO_CONFIG:-/config}
secrets=${YAMABIKO_SECRETS:-/secrets}
provisioning=${YAMABIKO_PROVISIONING:-/etc/grafana/provisioning}
grafana=${YAMABIKO_GRAFANA_URL:-http://grafana:3000}

node "$yamabiko" influx setup \
  --config "$config" \
  --admin-token-file "$secrets/influx-admin/token" \
  --out "$secrets/tokens" --grafana-dir "$secrets/tokens/grafana"

node "$yamabiko" grafana setup \
  --config "$config" \
  --url "$grafana" --grafana-password-file "$secrets/grafana-admin/password" \
  --tokens "$secrets/tokens" --grafana-dir "$secrets/tokens/grafana" \
  --provisioning "$provisioning"
