import Link from 'next/link'
import { getTranslations } from 'next-intl/server'

/** In place of a page that the role does not open: which role does, and whom to ask. */
export async function NeedsAdmin() {
  const t = await getTranslations('shell.errors')
  return (
    <div className="empty">
      <title>{`${t('needsAdminTitle')} · Quarterdeck`}</title>
      <h1 tabIndex={-1} className="font-semibold text-xl">
        {t('needsAdminTitle')}
      </h1>
      <p>{t('needsAdminText')}</p>
      <Link href="/" className="btn mt-1">
        {t('home')}
      </Link>
    </div>
  )
}
