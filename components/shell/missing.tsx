import Link from 'next/link'
import { getTranslations } from 'next-intl/server'

/** In place of a page that does not exist. */
export async function Missing() {
  const t = await getTranslations('shell.errors')
  return (
    <div className="empty">
      <title>{`${t('notFoundTitle')} · Quarterdeck`}</title>
      <h1 tabIndex={-1} className="font-semibold text-xl">
        {t('notFoundTitle')}
      </h1>
      <p>{t('notFoundText')}</p>
      <Link href="/" className="btn mt-1">
        {t('home')}
      </Link>
    </div>
  )
}
