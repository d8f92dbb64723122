# A plain image that runs from source: Node 26 reads TypeScript by itself, so nothing is built.
#
# By default the service listens on 127.0.0.1, here inside the container, and the console answers only there. The
# console has no sign-in yet, so the port is not opened by default. Two ways to reach it:
#
#   docker run --rm --init --network host --env-file .env -v firstline-data:/app/.data firstline
#     on Linux: the container shares the host's loopback address, the console included.
#
#   docker run --rm --init -p 127.0.0.1:3000:3000 -e HOST=0.0.0.0 --env-file .env -v firstline-data:/app/.data firstline
#     webhooks and /healthz only: requests through a published port do not count as local, so the console refuses them.
#     Set PUBLIC_URL too: the address under which the proxy in front makes it known.
#
# For a workspace of your own, mount your articles and settings over the samples:
#
#   -v ./knowledge:/app/knowledge:ro -v ./firstline.yaml:/app/firstline.yaml:ro
#
# Stop it with "docker stop -t 20": running turns get 12 seconds to end.
# A release image, published and smaller, comes later.
FROM node:26-slim

ENV NODE_ENV=production
WORKDIR /app

# First what seldom changes, so that this layer is kept.
COPY package.json package-lock.json ./
RUN npm ci --omit=dev && npm cache clean --force

COPY migrations ./migrations
COPY knowledge ./knowledge
COPY firstline.yaml ./
COPY src ./src

# The embedded database. With DATABASE_URL=postgres://... the folder stays empty.
RUN mkdir .data && chown node:node .data
USER node
VOLUME ["/app/.data"]

EXPOSE 3000
CMD ["node", "src/main.ts", "serve"]
