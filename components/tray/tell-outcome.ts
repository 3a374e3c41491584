import type { useTranslations } from 'next-intl'
import type { Tone } from '@/components/ui/shape'
import { toast } from '@/components/ui/toast'
import type { TrayItem } from '@/lib/model/tray'
import { isUnknown } from './progress'

type Translate = ReturnType<typeof useTranslations>

interface Around {
  t: Translate
  changes: Translate
  show: (path: string) => void
}

/** Everything but a success stays until it is closed. */
const toneOf = (item: TrayItem): Tone =>
  item.state === 'done'
    ? 'ok'
    : isUnknown(item)
      ? 'unk'
      : item.state === 'failed' || item.state === 'human'
        ? 'danger'
        : 'warn'

/** The fact, how it is known, and the way to the change. */
export function tellOutcome(item: TrayItem, { t, changes, show }: Around) {
  const what = t('what', { action: changes(`actions.${item.action}`), name: item.name })
  const known = [
    item.finding && changes(`evidence.${item.finding}`),
    item.error && [item.error.message, item.error.code].filter(Boolean).join(' · '),
  ].filter(Boolean)
  toast({
    tone: toneOf(item),
    title: t('outcome', { what, state: changes(`states.${item.state}`) }),
    text: known.join(' '),
    action: {
      label: t('show'),
      onSelect: () => show(item.batchId === null ? `/changes/${item.id}` : `/changes/batch/${item.batchId}`),
    },
  })
}
