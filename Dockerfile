# The bot as an image: it runs as a user without rights, writes to /data alone, and takes a read-only
# root. docs/operating.md says how to run it.
FROM node:22-bookworm-slim AS package
WORKDIR /source
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund && npm pack --pack-destination /

FROM node:22-bookworm-slim
ENV NODE_ENV=production
COPY --from=package /paperboy-*.tgz /tmp/
RUN npm install --global --ignore-scripts --no-audit --no-fund /tmp/paperboy-*.tgz \
  && rm -rf /tmp/paperboy-*.tgz /root/.npm \
  && mkdir -p /data/digests \
  && chown -R node:node /data

USER node
WORKDIR /data
VOLUME /data
ENV PAPERBOY_DATA=/data \
  PAPERBOY_DIGESTS=/data/digests \
  PAPERBOY_HEALTH_PORT=9464 \
  PAPERBOY_LOG_FORMAT=json
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9464/livez').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# The bot itself is the first process: it ends on SIGTERM within ten seconds.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/usr/local/lib/node_modules/paperboy/dist/main.js"]
CMD ["start"]
