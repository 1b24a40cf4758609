# syntax=docker/dockerfile:1
# License Desk in a container. It runs as nobody in particular and writes nothing outside /data and /tmp:
#   docker build -t license-desk .
#   docker run --read-only --tmpfs /tmp --cap-drop ALL --env-file … -v license-desk:/data -p 3978:3978 license-desk
# compose.yaml does that together with a PostgreSQL server.
ARG NODE=24

FROM node:${NODE}-bookworm-slim AS build
WORKDIR /work
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY .swcrc ./
COPY scripts scripts
COPY cards cards
COPY src src
RUN node scripts/release.mjs /release

FROM node:${NODE}-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3978 DATA_DIR=/data
RUN install -d -o 1000 -g 1000 -m 700 /data
WORKDIR /app
COPY --from=build /release ./
USER 1000:1000
EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "--enable-source-maps", "dist/index.js"]
