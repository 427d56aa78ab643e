import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin({
  requestConfig: './lib/i18n/request.ts',
  experimental: {
    // Messages are compiled at build time, so that no ICU parser goes to the browser.
    messages: { path: './messages', format: 'json', locales: 'infer', precompile: true, sourceLocale: 'en' },
  },
})

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  devIndicators: { position: 'bottom-right' },
  poweredByHeader: false,
  // Frames of a stream must not wait in a compressor; assets are compressed by the server around Next.
  compress: true,
  // `npm test` checks the types; a start should not wait for them once more.
  typescript: { ignoreBuildErrors: true },
  // No image is resized: the optimizer would only be one more door.
  images: { unoptimized: true },
  serverExternalPackages: ['libsql', 'pg', 'openai'],
}

export default withNextIntl(config)
