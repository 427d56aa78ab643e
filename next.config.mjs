import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_SERVER } from 'next/constants.js'

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  devIndicators: { position: 'bottom-right' },
  poweredByHeader: false,
  // HTML is compressed as it is sent; streams of events say `no-transform`. Scripts and styles are compressed by the
  // build: see lib/server/static-files.ts. Which of them are compiled as they come: first-scripts.ts there.
  compress: true,
  // `npm test` checks the types; a start should not wait for them once more.
  typescript: { ignoreBuildErrors: true },
  // No image is resized: the optimizer would only be one more door.
  images: { unoptimized: true },
  serverExternalPackages: ['libsql', 'pg'],
  experimental: {
    // A page that cannot be fetched is waited for; without this the browser leaves for an error page of its own.
    useOffline: true,
    // Few large scripts compress better than many small ones: 5 kB less of every first page. What they would repeat of
    // each other stands in components/shell/shared-parts.tsx.
    turbopackChunking: {
      firstPageLoadPriority: 1,
      requestCost: 2_000_000,
      minChunkSize: 1_000_000,
      maxMergeChunkSize: 5_000_000,
    },
  },
}

/** What was built needs no compiler: without it a start is half a second and 30 MB of memory lighter. */
export default async function configFor(phase) {
  if (phase === PHASE_PRODUCTION_SERVER) return config
  const { default: createNextIntlPlugin } = await import('next-intl/plugin')
  const withNextIntl = createNextIntlPlugin({
    requestConfig: './lib/i18n/request.ts',
    experimental: {
      // Messages are compiled at build time, so that no ICU parser goes to the browser.
      messages: { path: './messages', format: 'json', locales: 'infer', precompile: true, sourceLocale: 'en' },
    },
  })
  const isDevelopment = phase === PHASE_DEVELOPMENT_SERVER
  // Pages for whoever works on the product; nothing of them is in what is built.
  const pageExtensions = [...(isDevelopment ? ['dev.tsx'] : []), 'tsx', 'ts']
  // Node reads the source maps of pages only when it is told to; they are a tenth of the build's work, and 18 MB.
  const experimental = {
    ...config.experimental,
    turbopackSourceMaps: isDevelopment,
    // To keep it is a fifth of the build's work, and 110 MB. See lib/server/build.ts.
    turbopackFileSystemCacheForBuild: process.env.PLAYGROUND_BUILD_CACHE !== 'off',
  }
  const { turbopack, ...whole } = withNextIntl({ ...config, experimental, pageExtensions })
  // The plugin's alias for the formatter of compiled messages leads to ours, which begins with that one.
  const resolveAlias = { ...turbopack?.resolveAlias, 'use-intl/format-message': './lib/i18n/format-message.ts' }
  return { ...whole, turbopack: { ...turbopack, resolveAlias } }
}
