import type { useTranslations } from 'next-intl'
import type { Tone } from '@/components/ui/shape'
import { toast } from '@/components/ui/toast'
import type { TrayItem } from '@/lib/model/tray'
import { hrefOf, isUnknown } from './progress'

type Translate = ReturnType<typeof useTranslations>

interface Around {
  t: Translate
  changes: Translate
  show: (path: string) => void
}

/** Everything but a success stays until it is closed. */
export const toneOf = (item: TrayItem): Tone =>
  item.state === 'done'
    ? 'ok'
    : item.state === 'ordered'
      ? 'info'
      : isUnknown(item)
        ? 'unk'
        : item.state === 'failed' || item.state === 'human'
          ? 'danger'
          : 'warn'

/** The fact, how it is known, and the way to the change. */
export function tellOutcome(item: TrayItem, { t, changes, show }: Around) {
  const { rows, done } = item
  const action = changes(`actions.${item.action}`)
  const what = t('what', { action, name: rows > 1 ? t('instances', { count: rows }) : item.name })
  const known = [
    item.finding && changes(`evidence.${item.finding}`),
    item.error && [item.error.message, item.error.code].filter(Boolean).join(' · '),
  ].filter(Boolean)
  toast({
    tone: toneOf(item),
    title: t('outcome', { what, state: rows > 1 ? t('doneOf', { done, rows }) : changes(`states.${item.state}`) }),
    // Of many the one that went worst is told: none is worse than done when all are.
    text: rows === 1 ? known.join(' ') : done === rows ? '' : `${item.name}: ${known.join(' ')}`,
    action: { label: t('show'), onSelect: () => show(hrefOf(item)) },
  })
}
