import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { readSettings } from '@/lib/settings/settings'
import { isLocale, LOCALE_COOKIE, type Locale, localeOf } from './locale'
import { NAMESPACES } from './namespaces'
import { preferencesOf } from './own'

/** All texts of one language, by namespace. Read on the server only; pages send the browser the namespaces they use. */
async function messagesOf(locale: Locale) {
  const files = await Promise.all(NAMESPACES.map((name) => import(`./messages/${locale}/${name}.json`)))
  return Object.fromEntries(NAMESPACES.map((name, at) => [name, files[at].default]))
}

/** For browsers that ask for neither language. Without the database the page is drawn all the same. */
const fallback = async (): Promise<Locale> => {
  const settings = await readSettings().catch(() => undefined)
  return settings?.defaultLocale ?? 'en'
}

export default getRequestConfig(async () => {
  const own = (await preferencesOf())?.locale
  const chosen = own ?? (await cookies()).get(LOCALE_COOKIE)?.value
  const locale = isLocale(chosen) ? chosen : (localeOf((await headers()).get('accept-language')) ?? (await fallback()))
  return { locale, messages: await messagesOf(locale), timeZone: 'UTC' }
})
