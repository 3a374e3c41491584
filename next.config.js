import createNextIntlPlugin from 'next-intl/plugin'

/** Headers of every answer; the content security policy needs a nonce and comes from proxy.ts. */
const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // Not no-referrer: browsers would then send `Origin: null` with our own forms.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  // Browsers heed it on https only.
  'Strict-Transport-Security': 'max-age=31536000',
}

/** @type {import('next').NextConfig} */
const config = {
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  // The optimizer had a remote code execution through an image format: no route for it exists here.
  images: { unoptimized: true },
  headers: async () => [
    { source: '/:path*', headers: Object.entries(HEADERS).map(([key, value]) => ({ key, value })) },
  ],
  serverExternalPackages: ['pg', 'graphile-worker', 'undici', 'next-auth'],
}

export default createNextIntlPlugin('./lib/i18n/request.ts')(config)
