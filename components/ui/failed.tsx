'use client'

import { useTranslations } from 'next-intl'
import { ProblemBanner } from './problem'

/** In place of what could not be read. */
export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations('ui')
  return (
    <div className="px-gut py-3">
      <ProblemBanner
        error={error}
        actions={
          <button type="button" className="linkbtn" onClick={retry}>
            {t('retry')}
          </button>
        }
      />
    </div>
  )
}
