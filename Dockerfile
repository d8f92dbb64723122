# Node 26 reads TypeScript by itself, so nothing is compiled: the image is the source and its packages.
# docs/running.md shows how to use it, compose.yaml runs it with a Postgres.

FROM node:26-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# Source maps and type declarations are for editors; Node reads neither, and they are a third of the megabytes.
RUN npm ci --omit=dev --no-audit --no-fund \
  && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete

FROM node:26-slim
LABEL org.opencontainers.image.title="Firstline" \
  org.opencontainers.image.description="The first responder of an Intercom inbox" \
  org.opencontainers.image.version="0.1.0" \
  org.opencontainers.image.licenses="MIT"

# Inside a container loopback reaches nobody. An open address needs CONSOLE_PASSWORD; without it the start says so.
ENV NODE_ENV=production HOST=0.0.0.0
# As "npm start" has it, like the flag below: what a burst has taken is given back (docs/performance.md).
ENV MALLOC_ARENA_MAX=1 MALLOC_TRIM_THRESHOLD_=65536 MALLOC_MMAP_THRESHOLD_=65536
WORKDIR /app

# First what seldom changes, so that its layers are kept.
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY migrations ./migrations
COPY prompts ./prompts
# The samples of the sandbox, and settings that say the defaults: mount your own over them.
COPY knowledge ./knowledge
COPY firstline.yaml ./
COPY src ./src

# The embedded database. With DATABASE_URL=postgres://... the folder stays empty.
# 1000 is the user "node" of the base image; as a number, Kubernetes can tell that it is not root.
RUN mkdir .data && chown 1000:1000 .data
USER 1000:1000
VOLUME ["/app/.data"]

EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

# The exec form: a stop reaches node itself, which lets running turns end (12 s).
CMD ["node", "--expose-gc", "src/main.ts", "serve"]
