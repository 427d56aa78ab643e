/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  // The project's own check covers these files.
  typescript: { ignoreBuildErrors: true },
}
