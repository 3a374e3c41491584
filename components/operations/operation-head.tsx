'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Tag, useLang } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import type { Operation } from '@/lib/operation'
import { KindTag } from './kind'

/** Name, kind and what it is for, in both languages. */
export function OperationHead({ operation }: { operation: Operation }) {
  const t = useTranslations('operations')
  const locale = useLang()
  const other = locale === 'zh' ? 'en' : 'zh'
  return (
    <header className="border-border border-b px-gut pt-3.5 pb-2.5">
      <Link href="/operations" prefetch={false} className="mb-1 inline-flex items-center gap-1 text-accent wide:hidden">
        <Icon name="left" size="sm" />
        {t('all')}
      </Link>
      <div className="flex flex-wrap items-center gap-2">
        <h1 id="operation" tabIndex={-1} className="wrap-anywhere font-mono font-semibold text-lg">
          {operation.name}
        </h1>
        <KindTag kind={operation.kind} />
        {operation.costs && <Tag tone="warn">{t('costs')}</Tag>}
        {operation.async && <Tag line>{t('async')}</Tag>}
      </div>
      <p className="mt-0.5 text-text-2">{operation.summary[locale]}</p>
      <p className="text-muted text-sm">
        <span lang={other}>{operation.summary[other]}</span>
        {operation.manual && ` · ${t('manual', { section: operation.manual })}`}
      </p>
    </header>
  )
}
