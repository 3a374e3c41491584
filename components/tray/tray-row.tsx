'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { STATE_TONES, useChangeWords } from '@/components/changes/words'
import { EnvBadge } from '@/components/ui/badge'
import { buttonClass } from '@/components/ui/button'
import { Shape } from '@/components/ui/shape'
import { Age, Moment } from '@/components/ui/time'
import type { TrayItem } from '@/lib/model/tray'
import { hrefOf, isUnknown, marksOf } from './progress'

interface RowProps {
  item: TrayItem
  part: 'human' | 'forMe' | 'running' | 'waiting' | 'ended'
  onGo: () => void
}

/** One change: what it is, how far it is, and what this person can do about it. */
export function TrayRow({ item, part, onGo }: RowProps) {
  const t = useTranslations('tray')
  const changes = useTranslations('changes')
  const words = useChangeWords()
  const { row, state } = item
  const isMany = item.rows > 1
  const isOver = part === 'ended' || part === 'human'
  const href = hrefOf(item)
  return (
    <li>
      <Shape tone={isUnknown(item) ? 'unk' : STATE_TONES[state]} />
      <span className="flex min-w-0 items-center gap-1.5">
        <Link href={href} className="min-w-0 truncate text-text" onClick={onGo} prefetch={false}>
          <b className="font-medium">{isMany ? t('instances', { count: item.rows }) : item.name}</b>{' '}
          {changes(`actions.${item.action}`)}
        </Link>
        {isMany ? null : <EnvBadge environment={item.environment} />}
      </span>
      {part === 'forMe' || part === 'human' ? (
        <Link
          href={href}
          className={buttonClass({ size: 'small', variant: part === 'forMe' ? 'primary' : 'default' })}
          onClick={onGo}
          prefetch={false}
        >
          {t(part === 'forMe' ? 'look' : 'conclude')}
        </Link>
      ) : (
        <span className="text-muted text-sm">
          {isOver && item.endedAt ? <Moment at={item.endedAt} /> : <Age at={item.sentAt ?? item.createdAt} />}
        </span>
      )}
      <div className="tray-more-of">
        {/* What an unpaid order is for holds only once somebody paid it. */}
        {!isMany && row && row.to !== null && state !== 'ordered' && (
          <p className="wrap-anywhere">
            {words.field(row.field)} {item.action === 'create' ? '' : `${words.value(row.field, row.from)} → `}
            <b>{words.value(row.field, row.to)}</b>
          </p>
        )}
        {part !== 'forMe' && <Standing item={item} part={part} />}
        {item.batchId !== null && <p>{t(isMany ? 'batch' : 'inBatch')}</p>}
        {part === 'forMe' && item.reason ? <p className="text-text-2 wrap-anywhere">{item.reason}</p> : null}
        {part !== 'ended' && (
          <p className="wrap-anywhere">
            {t(item.isMine ? 'askedByYou' : 'askedBy', { who: item.who })}
            {item.approvedBy ? ` · ${t('approvedBy', { who: item.approvedBy })}` : null}
            {item.expiresAt && (part === 'forMe' || part === 'waiting') ? (
              <> · {t.rich('until', { time: () => <Moment at={item.expiresAt ?? ''} /> })}</>
            ) : null}
          </p>
        )}
        {isMany ? null : <Timeline item={item} />}
      </div>
    </li>
  )
}

/** How it stands or ended, and how that is known. */
function Standing({ item, part }: Pick<RowProps, 'item' | 'part'>) {
  const isOver = part === 'ended' || part === 'human'
  const t = useTranslations('tray')
  const changes = useTranslations('changes')
  const { state, finding, error } = item
  const order = item.order ? changes('orderIs', { id: item.order }) : ''
  const said = error?.message ? ` · ${error.message}` : null
  if (item.rows > 1 && part === 'human') return <p>{t('rowsHuman', { rows: item.rows })}</p>
  if (item.rows > 1 && isOver) {
    return (
      <p className="wrap-anywhere">
        {t('doneOf', { done: item.done, rows: item.rows })}
        {item.done < item.rows && ` · ${item.name}: ${changes(`states.${state}`)}${said ?? ''}`}
      </p>
    )
  }
  if (isUnknown(item)) {
    return (
      <p className="wrap-anywhere">
        <b className="font-medium text-text-2">{t(state === 'checking' ? 'unknownNow' : 'unknown')}</b>
        {said}
      </p>
    )
  }
  return (
    <p className={isOver && state !== 'done' ? 'text-text-2 wrap-anywhere' : 'wrap-anywhere'}>
      {changes(`states.${state}`)}
      {isOver && finding ? ` · ${[changes(`evidence.${finding}`), order].filter(Boolean).join(' ')}` : null}
      {said}
    </p>
  )
}

function Timeline({ item }: { item: TrayItem }) {
  const t = useTranslations('tray')
  return (
    <ol className="tray-steps" aria-label={t('timeline')}>
      {marksOf(item).map(({ stage, is, at }) => (
        <li key={stage} data-is={is} aria-current={is === 'now' ? 'step' : undefined}>
          {t(`stages.${stage}`)}
          {at && stage !== 'planned' ? (
            <>
              {' '}
              <Moment at={at} />
            </>
          ) : null}
          {is === 'unknown' || is === 'stopped' || is === 'unsent' ? (
            <span className="sr-only"> {t(`marks.${is}`)}</span>
          ) : null}
        </li>
      ))}
    </ol>
  )
}
