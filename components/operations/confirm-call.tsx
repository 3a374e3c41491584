'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { EnvBadge, useLang } from '@/components/ui/badge'
import { Confirm } from '@/components/ui/confirm'
import type { Account } from '@/lib/model/account'
import type { Kind, Operation } from '@/lib/operation'
import { previewQuery } from '@/lib/queries/operations'

interface ConfirmCallProps {
  operation: Operation
  /** With what was filled in. */
  kind: Kind
  /** What it acts on, as it has to be typed. */
  target: string | undefined
  /** The name of that instance, when the console knows it. */
  targetName: string | undefined
  account: Account | undefined
  region: string
  /** As it is sent: who must agree depends on it. */
  input: Record<string, unknown>
  /** While it is under way. */
  progress: ReactNode
  run: () => Promise<void>
  onDone: () => void
  onClose: () => void
}

/** Asks before a write: says what it does and where, wants a destructive one's target typed and costs acknowledged. */
export function ConfirmCall(props: ConfirmCallProps) {
  const { operation, kind, target, targetName, account, region, input, progress, run, onDone, onClose } = props
  const t = useTranslations('operations.confirm')
  const locale = useLang()
  const isDestructive = kind === 'destructive'
  const draft = { accountId: account?.id ?? '', region, input }
  // Policies may have changed since the preview beside the form was read.
  const asked = useQuery({
    ...previewQuery(operation, draft),
    enabled: account !== undefined,
    refetchOnMount: 'always',
  })
  const approval = asked.data?.approval
  return (
    <Confirm
      title={target ? t('title', { operation: operation.name, target }) : operation.name}
      loss={isDestructive ? operation.summary[locale] : undefined}
      act={approval ? t('request') : t('act', { operation: operation.name })}
      danger={isDestructive}
      name={isDestructive ? target : undefined}
      alias={isDestructive && targetName !== target ? targetName : undefined}
      acknowledge={operation.costs ? t('costs') : undefined}
      run={run}
      onDone={onDone}
      onClose={onClose}
    >
      {!isDestructive && <p>{operation.summary[locale]}</p>}
      {account && (
        <p className="flex flex-wrap items-center gap-2">
          {targetName && <b className="font-semibold wrap-anywhere">{targetName}</b>}
          <span className="wrap-anywhere">{account.name}</span>
          <EnvBadge environment={account.environment} />
        </p>
      )}
      <p role="status">
        {asked.isPending
          ? t('asking')
          : approval
            ? t('waits', { policy: approval, account: account?.name ?? '', region })
            : asked.error
              ? t('untold', { account: account?.name ?? '', region })
              : t('where', { account: account?.name ?? '', region })}
      </p>
      {!operation.idempotency && <p className="text-muted">{t('once')}</p>}
      {progress}
    </Confirm>
  )
}
