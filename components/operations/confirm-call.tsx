'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { Confirm } from '@/components/ui/confirm'
import type { Operation } from '@/lib/operation'

interface ConfirmCallProps {
  operation: Operation
  /** What it acts on, as it has to be typed. */
  target: string | undefined
  accountName: string
  region: string
  run: () => Promise<void>
  onDone: () => void
  onClose: () => void
}

/** Asks before a write: says what it does and where, wants a destructive one's target typed and costs acknowledged. */
export function ConfirmCall({ operation, target, accountName, region, run, onDone, onClose }: ConfirmCallProps) {
  const t = useTranslations('operations.confirm')
  const locale = useLang()
  const isDestructive = operation.kind === 'destructive'
  return (
    <Confirm
      title={target ? t('title', { operation: operation.name, target }) : operation.name}
      loss={isDestructive ? operation.summary[locale] : undefined}
      act={t('act', { operation: operation.name })}
      danger={isDestructive}
      name={isDestructive ? target : undefined}
      acknowledge={operation.costs ? t('costs') : undefined}
      run={run}
      onDone={onDone}
      onClose={onClose}
    >
      {!isDestructive && <p>{operation.summary[locale]}</p>}
      <p>{t('where', { account: accountName, region })}</p>
      {!operation.idempotency && <p className="text-muted">{t('once')}</p>}
    </Confirm>
  )
}
