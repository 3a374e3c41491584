'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { useWindow } from '@/components/data-table/use-window'
import { shortName } from '@/components/diagnostics/node-words'
import { useTimeText } from '@/components/slow-log/words'
import { Shape, type Tone } from '@/components/ui/shape'
import type { LogLevel, LogLine } from '@/lib/model/logs'

const ROW_PX = 28
export const LEVEL_TONES: Record<LogLevel, Tone> = { debug: 'unk', verbose: 'unk', notice: 'info', warning: 'warn' }

interface LineListProps {
  lines: readonly LogLine[]
  isLong: boolean
  /** Its id, which names of nodes begin with. */
  instance: string
}

/** Lines of a running log, newest first: as many are drawn as can be seen. */
export function LineList({ lines, isLong, instance }: LineListProps) {
  const t = useTranslations('logs')
  const timeText = useTimeText(isLong)
  const scroller = useRef<HTMLDivElement>(null)
  const { indexes } = useWindow({ scroller, count: lines.length, height: ROW_PX, headerPx: 0 })
  return (
    <div className="log-list" role="table" aria-label={t('kinds.running')} aria-rowcount={lines.length + 1}>
      <div role="row" className="log-line text-muted text-sm" aria-rowindex={1}>
        <span role="columnheader">{t('time')}</span>
        <span role="columnheader">{t('node')}</span>
        <span role="columnheader">{t('level')}</span>
        <span role="columnheader">{t('text')}</span>
      </div>
      <div
        ref={scroller}
        role="rowgroup"
        tabIndex={0}
        aria-label={t('kinds.running')}
        className="log-scroll"
        style={{ height: Math.min(lines.length, 20) * ROW_PX + 2 }}
      >
        <div role="presentation" className="relative" style={{ height: lines.length * ROW_PX }}>
          {indexes.map((index) => {
            const line = lines[index]
            if (!line) return null
            return (
              <div
                key={index}
                role="row"
                aria-rowindex={index + 2}
                className="log-line absolute inset-x-0 top-0"
                style={{ height: ROW_PX, transform: `translateY(${index * ROW_PX}px)` }}
              >
                <code role="cell">{timeText(line.at, true)}</code>
                <span role="cell">
                  {line.node === null ? (
                    <span className="text-muted">{t('whole')}</span>
                  ) : (
                    shortName(line.node, instance)
                  )}
                </span>
                <span role="cell">
                  {line.level && (
                    <span className={`st ${LEVEL_TONES[line.level] === 'warn' ? 'warn' : 'unk'}`}>
                      <Shape tone={LEVEL_TONES[line.level]} />
                      {t(`levels.${line.level}`)}
                    </span>
                  )}
                </span>
                <code role="cell" className="truncate" data-tip={line.text}>
                  {line.text}
                </code>
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
