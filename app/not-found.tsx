import Link from 'next/link'
import { getTranslations } from 'next-intl/server'

export default async function NotFound() {
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
