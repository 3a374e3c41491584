import createNextIntlPlugin from 'next-intl/plugin'

/** @type {import('next').NextConfig} */
const config = {
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  // The optimizer had a remote code execution through an image format: no route for it exists here.
  images: { unoptimized: true },
  serverExternalPackages: ['pg', 'graphile-worker', 'undici', 'next-auth'],
}

export default createNextIntlPlugin('./lib/i18n/request.ts')(config)
