# The product from its own npm package: what runs in the image is what `npx assistants-playground` runs.
ARG NODE_VERSION=22

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run pack && npm pack ./.packages/assistants-playground --pack-destination /tmp
WORKDIR /opt/playground
RUN npm install --no-audit --no-fund /tmp/assistants-playground-*.tgz

FROM node:${NODE_VERSION}-bookworm-slim
RUN install -d -o node -g node -m 700 /data
COPY --from=build /opt/playground /opt/playground
ENV PATH=/opt/playground/node_modules/.bin:$PATH \
    NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIR=/data
USER node
WORKDIR /data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# One process that answers SIGTERM itself: no shell in between.
ENTRYPOINT ["node", "/opt/playground/node_modules/assistants-playground/bin/assistants-playground.mjs"]
