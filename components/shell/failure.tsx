'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'

/** What stands in place of a page that failed while it was drawn. `digest` is in the server's log beside the error. */
export function Failure({ digest, retry }: { digest?: string; retry: () => void }) {
  const t = useTranslations('shell.errors')
  return (
    <div className="grid max-w-[640px] gap-3 p-gut">
      <h1 tabIndex={-1} className="font-semibold text-xl">
        {t('title')}
      </h1>
      <Banner tone="danger" role="alert" title={t('text')}>
        {digest && <code>{t('digest', { digest })}</code>}
      </Banner>
      <div>
        <Button variant="primary" onClick={retry}>
          {t('retry')}
        </Button>
      </div>
    </div>
  )
}
