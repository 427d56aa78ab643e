/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // Frames of a stream must not wait in a compressor; assets are compressed by the server around Next.
  compress: true,
  serverExternalPackages: ['libsql', 'pg', 'openai'],
}
