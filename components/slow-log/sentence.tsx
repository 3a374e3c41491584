'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import type { SlowSentence } from '@/lib/model/slow-sentence'
import { shareText, useKeysText, useNodeText, useTimeText } from './words'

const CLASS = 'px-gut pb-2.5 font-medium text-[15px] leading-[22px]'

/** What matters most, in one sentence. Pressing it looks at that pattern. */
export function Sentence({
  said,
  isLong,
  isWhole,
  isPartial = false,
  spans = 0,
  beganBefore = null,
  onFollow,
}: {
  said: SlowSentence
  isLong: boolean
  /** All of the range was read: only then it can be said when it began. */
  isWhole: boolean
  /** More of the range is being read: what is said is of what came until now. */
  isPartial?: boolean
  /** It speaks of so many spans that were dragged, and not of the whole range. */
  spans?: number
  /** When it began where that was before the range, ms. */
  beganBefore?: number | null
  /** Looks at what it speaks of; null: that is not among what is listed. */
  onFollow: (() => void) | null
}) {
  const t = useTranslations('slowLog.sentence')
  const lang = useLang()
  const timeText = useTimeText(isLong)
  const dayText = useTimeText(true)
  const keysText = useKeysText()
  const nodeText = useNodeText()
  const { pattern, share, onlyOn, began } = said
  const b = (words: React.ReactNode) => <b>{words}</b>
  return (
    <p className={CLASS} data-sentence>
      {isPartial && t('soFar')}
      {spans > 0 && t('inSpans', { count: spans })}
      {t.rich(onlyOn === null ? 'makes' : 'makesOn', {
        b,
        pattern: () => (
          <code className="text-sm wrap-anywhere">
            {pattern.command} {keysText(pattern)}
          </code>
        ),
        share: shareText(share),
        node: onlyOn === null ? '' : nodeText(onlyOn),
      })}
      {began !== null && isWhole && spans === 0 && (
        <>
          {lang === 'zh' ? '' : ' '}
          {t.rich('began', { b, time: timeText(began) })}
        </>
      )}
      {beganBefore !== null && spans === 0 && (
        <>
          {lang === 'zh' ? '' : ' '}
          {t.rich('beganBefore', { b, time: dayText(beganBefore) })}
        </>
      )}{' '}
      {onFollow && (
        <button type="button" className="font-normal text-accent hover:underline" onClick={onFollow}>
          {t('follow')}
        </button>
      )}
    </p>
  )
}

/** In its place where nothing was slow in the spans that were dragged. */
export function NothingInSpans({ spans, isWhole }: { spans: number; isWhole: boolean }) {
  const t = useTranslations('slowLog.sentence')
  return (
    <p className={CLASS} data-sentence>
      {!isWhole && t('soFar')}
      {t('inSpans', { count: spans })}
      {t('noneInSpans')}
    </p>
  )
}
