'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { rangeAround } from './spans'
import type { SlowState } from './use-slow-state'
import { useNodeText } from './words'

interface NoneShownProps {
  state: SlowState
  change: (part: Partial<SlowState>) => void
  /** All chosen spans are of another time than what is shown. */
  isOutside: boolean
  /** The pattern that is looked at, where that narrows what is listed. */
  pattern: string | null
  /** What was read, in words. */
  range: string
  /** All of the range was read. */
  isWhole: boolean
  now: number
}

/** In place of a list of nothing: what was looked for, and how to see more again. */
export function NoneShown({ state, change, isOutside, pattern, range, isWhole, now }: NoneShownProps) {
  const t = useTranslations('slowLog.noMatch')
  const all = useTranslations('slowLog')
  const nodeText = useNodeText()
  const find = state.find.trim()
  const { spans, node } = state
  const count = spans.length
  const what = [...(find ? [t('found', { find })] : []), ...(node === null ? [] : [nodeText(node)]), pattern]
    .filter((one) => one !== null)
    .join(', ')
  const titleOfList = () => {
    if (count > 0) return what === '' ? t('spans', { count }) : t('inSpans', { what, count })
    return what === '' ? all('empty.title') : t('inRange', { what, range })
  }
  const title = isOutside ? t('outside', { count }) : titleOfList()
  // What was not read may have some; what nothing matches is of what was read.
  const isPart = !isOutside && !isWhole && (count > 0 || what === '')
  return (
    <Empty
      title={
        <span className="wrap-anywhere">
          {isPart && all('sentence.soFar')}
          {title}
        </span>
      }
      action={
        <>
          {isOutside && (
            <Button variant="primary" onClick={() => change({ range: rangeAround(spans, now) })}>
              {t('toSpans', { count })}
            </Button>
          )}
          {!isOutside && what !== '' && (
            <Button onClick={() => change({ find: '', node: null, pattern: null })}>{t('clear')}</Button>
          )}
          {count > 0 && <Button onClick={() => change({ spans: [] })}>{t('clearSpans', { count })}</Button>}
        </>
      }
    >
      {isOutside ? t('outsideWhy', { range }) : isPart && t('partWhy', { range })}
    </Empty>
  )
}
