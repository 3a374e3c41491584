export const LOCALES = ['en', 'zh'] as const
export type Locale = (typeof LOCALES)[number]

/** Cookies that carry what a person chose to pages that are drawn before anyone is signed in. */
export const LOCALE_COOKIE = 'qd-locale'
export const THEME_COOKIE = 'qd-theme'
export const ZONE_COOKIE = 'qd-zone'
export const NAV_COOKIE = 'qd-nav'

export const isLocale = (value: unknown): value is Locale => value === 'en' || value === 'zh'

/** The first language of an Accept-Language header that the console speaks, by weight; undefined when it speaks none. */
export function localeOf(header: string | null): Locale | undefined {
  const ranked = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const weight = parameters.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find(Boolean)
      return { tag, weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { tag } of ranked) {
    if (tag === 'zh' || tag.startsWith('zh-')) return 'zh'
    if (tag === 'en' || tag.startsWith('en-')) return 'en'
  }
  return undefined
}
