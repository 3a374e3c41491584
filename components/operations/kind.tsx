'use client'

import { useTranslations } from 'next-intl'
import { Tag } from '@/components/ui/badge'
import { Shape, type Tone } from '@/components/ui/shape'
import type { Kind } from '@/lib/operation'

const TONES = { write: 'prog', destructive: 'danger' } as const satisfies Partial<Record<Kind, Tone>>

/** The shape of a kind with its name for those who do not see it; nothing for a read, which is the usual. */
export function KindMark({ kind }: { kind: Kind }) {
  const t = useTranslations('operations')
  if (kind === 'read') return <span className="w-3 flex-none" />
  return (
    <span className="kind-mark" data-tip={t(`kind.${kind}`)}>
      <Shape tone={TONES[kind]} />
      <span className="sr-only">{t(`kind.${kind}`)}</span>
    </span>
  )
}

export function KindTag({ kind }: { kind: Kind }) {
  const t = useTranslations('operations')
  return (
    <Tag line={kind === 'read'} tone={kind === 'read' ? undefined : TONES[kind]}>
      {t(`kind.${kind}`)}
    </Tag>
  )
}
