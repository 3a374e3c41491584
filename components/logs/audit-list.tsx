'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { useWindow } from '@/components/data-table/use-window'
import { shortName } from '@/components/diagnostics/node-words'
import { useKeysText, useTimeText } from '@/components/slow-log/words'
import type { AuditLine } from '@/lib/model/logs'

const ROW_PX = 28

interface AuditListProps {
  commands: readonly AuditLine[]
  isLong: boolean
  /** Its id, which names of nodes begin with. */
  instance: string
}

/** Commands of an audit log, newest first: as many are drawn as can be seen. Arguments are there only when shown on record. */
export function AuditList({ commands, isLong, instance }: AuditListProps) {
  const t = useTranslations('logs')
  const timeText = useTimeText(isLong)
  const keysText = useKeysText()
  const scroller = useRef<HTMLDivElement>(null)
  const { indexes } = useWindow({ scroller, count: commands.length, height: ROW_PX, headerPx: 0 })
  const none = <span className="text-muted">{t('notTold')}</span>
  return (
    <div className="log-list" role="table" aria-label={t('kinds.audit')} aria-rowcount={commands.length + 1}>
      <div role="row" className="audit-line text-muted text-sm" aria-rowindex={1}>
        <span role="columnheader">{t('time')}</span>
        <span role="columnheader">{t('command')}</span>
        <span role="columnheader">{t('type')}</span>
        <span role="columnheader">{t('client')}</span>
        <span role="columnheader">{t('account')}</span>
        <span role="columnheader">{t('node')}</span>
        <span role="columnheader" className="num" data-tip={t('tookWhy')}>
          {t('took')}
        </span>
      </div>
      <div
        ref={scroller}
        role="rowgroup"
        tabIndex={0}
        aria-label={t('kinds.audit')}
        className="log-scroll"
        style={{ height: Math.min(commands.length, 20) * ROW_PX + 2 }}
      >
        <div role="presentation" className="relative" style={{ height: commands.length * ROW_PX }}>
          {indexes.map((index) => {
            const one = commands[index]
            if (!one) return null
            return (
              <div
                key={index}
                role="row"
                aria-rowindex={index + 2}
                className="audit-line absolute inset-x-0 top-0"
                style={{ height: ROW_PX, transform: `translateY(${index * ROW_PX}px)` }}
              >
                <code role="cell">{timeText(one.at, true)}</code>
                <span role="cell" className="truncate" data-tip={one.text ?? undefined}>
                  {one.text === null ? (
                    <>
                      <code className="font-semibold">{one.pattern.command}</code>{' '}
                      <code className="text-text-2">{keysText(one.pattern)}</code>
                    </>
                  ) : (
                    <code>{one.text}</code>
                  )}
                </span>
                <span role="cell" className="text-text-2">
                  {one.type ?? none}
                </span>
                <code role="cell">{one.client ?? none}</code>
                <span role="cell" className="text-text-2">
                  {one.account ?? none}
                </span>
                <span role="cell">
                  {one.node === null ? <span className="text-muted">{t('whole')}</span> : shortName(one.node, instance)}
                </span>
                <span role="cell" className="num">
                  {one.took ?? ''}
                </span>
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
