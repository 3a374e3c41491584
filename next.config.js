import createNextIntlPlugin from 'next-intl/plugin'

/** @type {import('next').NextConfig} */
const config = {
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  // The optimizer had a remote code execution through an image format: no route for it exists here.
  images: { unoptimized: true },
  // Into pages and routes alike: they compare it. Of `lib/cli/build.ts`; empty for whoever builds in another way.
  env: { CONSOLE_BUILD: process.env.CONSOLE_BUILD ?? '' },
  serverExternalPackages: ['pg', 'graphile-worker', 'undici', 'next-auth'],
  experimental: {
    // Few files for the page that everybody opens: a request costs more than the bytes that pages could share.
    turbopackChunking: {
      minChunkSize: 150_000,
      maxChunkCountPerGroup: 4,
      priorityRoutes: [/^\/instances$/],
      requestCost: 400_000,
    },
  },
}

// Texts are parsed while building: the browser gets them ready and needs no parser.
const withTexts = createNextIntlPlugin({
  requestConfig: './lib/i18n/request.ts',
  experimental: {
    messages: { path: './lib/i18n/messages', format: 'json', locales: 'infer', precompile: true },
  },
})

export default withTexts(config)
