# The image of Yamabiko: the packed program on a Node of its own, without compilers and npm's cache.

FROM node:26.10.0-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm pack --silent --pack-destination /tmp \
  && mkdir /app \
  && tar -xzf /tmp/yamabiko-*.tgz -C /app --strip-components=1

FROM node:26.10.0-bookworm-slim AS modules
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional

FROM node:26.10.0-bookworm-slim
# Volumes take over owner and mode of these folders when they are used for the first time.
RUN groupadd --gid 10001 yamabiko \
  && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent yamabiko \
  && mkdir -p /config /data /secrets/influx-admin /secrets/grafana-admin /secrets/tokens \
    /etc/grafana/provisioning \
  && chown -R 10001:10001 /data /secrets /etc/grafana
COPY --from=build /app /app
COPY --from=modules /app/node_modules /app/node_modules
COPY docker/make-secrets.sh docker/set-up.sh /app/docker/
# The root is read-only; what Node compiles is kept in the tmpfs.
ENV NODE_ENV=production NODE_COMPILE_CACHE=/tmp/compiled
USER 10001:10001
WORKDIR /app
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then((answer) => process.exit(answer.ok || answer.status === 401 ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/src/launch.mjs"]
CMD ["run", "--config", "/config", "--data", "/data"]
