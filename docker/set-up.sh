#!/bin/sh
# Brings InfluxDB and Grafana to what the configuration wants; may be run again and again.
set -eu

yamabiko=${YAMABIKO_HOME:-/app}/src/launch.mjs
config=${YAMABIKO_CONFIG:-/config}
secrets=${YAMABIKO_SECRETS:-/secrets}
provisioning=${YAMABIKO_PROVISIONING:-/provisioning}
dashboards=${YAMABIKO_DASHBOARDS:-/etc/yamabiko/dashboards}
grafana=${YAMABIKO_GRAFANA_URL:-http://grafana:3000}

node "$yamabiko" influx setup \
  --config "$config" \
  --admin-token-file "$secrets/influx-admin/token" \
  --out "$secrets/tokens" --group-readable \
  --grafana-url "$grafana" \
  --grafana-password-file "$secrets/grafana-admin/password" \
  --grafana-dir "$provisioning"

node "$yamabiko" dashboards build \
  --config "$config" --out "$dashboards" --mount "$dashboards" --grafana-dir "$provisioning"

# Grafana reads one provisioning folder; what vanished from the generated one must vanish there.
for folder in dashboards alerting; do
  rm -f "$provisioning/$folder"/*
  if [ -d "$dashboards/provisioning/$folder" ]; then
    cp "$dashboards/provisioning/$folder"/* "$provisioning/$folder/"
  fi
done

node "$yamabiko" grafana reload \
  --url "$grafana" --grafana-password-file "$secrets/grafana-admin/password"
