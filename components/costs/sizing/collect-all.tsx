'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { toast } from '@/components/ui/toast'
import { MOST_ROWS } from '@/lib/model/batch'
import type { SizingRow } from '@/lib/model/sizing'
import { collectForSizing } from '@/lib/queries/sizing'

/** Turns collection on for those of the list that are not collected; each is on record by itself. */
export function CollectAll({ rows }: { rows: readonly SizingRow[] }) {
  const t = useTranslations('sizing.collect')
  const { role } = useMe()
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const refs = rows.flatMap(({ ref, state }) => (state === 'uncollected' ? [ref] : [])).slice(0, MOST_ROWS)
  if (refs.length === 0) return null
  return (
    <div className="px-gut pb-2">
      <Button
        size="small"
        aria-haspopup="dialog"
        reason={role === 'viewer' ? t('viewer') : undefined}
        onClick={() => setOpen(true)}
      >
        {t('button', { count: refs.length })}
      </Button>
      {isOpen && (
        <Confirm
          title={t('title', { count: refs.length })}
          act={t('act')}
          run={() => collectForSizing(refs)}
          onDone={async ({ on }) => {
            toast({ tone: 'ok', title: t('done', { count: on }) })
            await client.invalidateQueries({ queryKey: ['costs', 'sizing'] })
          }}
          onClose={() => setOpen(false)}
        >
          <p>{t('what')}</p>
        </Confirm>
      )}
    </div>
  )
}
