'use client'

import { useTranslations } from 'next-intl'
import { Shape } from '@/components/ui/shape'
import { formatNumber } from '@/lib/i18n/format'
import type { useOutlier } from './use-outlier'

interface OutlierProps {
  found: NonNullable<ReturnType<typeof useOutlier>>
  /** Draws lines by node; null: they are. */
  onShow: (() => void) | null
}

/** Says which node is far above the others, and leads to the lines by node where they are not drawn. */
export function Outlier({ found: { node, value, rest, others }, onShow }: OutlierProps) {
  const t = useTranslations('monitoring')
  return (
    <p className="flex flex-wrap items-center gap-x-2 px-gut pb-2" data-outlier>
      <Shape tone="warn" />
      <span>
        {t.rich('outlier', {
          b: (words) => <b>{words}</b>,
          node,
          value: formatNumber(value, 0),
          rest: formatNumber(rest, 0),
          count: others,
        })}
      </span>
      {onShow && (
        <button type="button" className="text-accent hover:underline" onClick={onShow}>
          {t('outlierShow')}
        </button>
      )}
    </p>
  )
}
