import { headers } from 'next/headers'
import { NONCE_HEADER } from './page-headers'

/** The nonce for a `<script>` or `<style>` that a server component writes itself; undefined without the proxy. */
export async function nonce(): Promise<string | undefined> {
  return (await headers()).get(NONCE_HEADER) ?? undefined
}
