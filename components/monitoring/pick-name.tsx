'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { ApiProblem } from '@/lib/queries/problem'
import { namesIn } from './told-names'

/** The names of metrics that a cloud told while it refused another; none where it told none, or failed otherwise. */
export function namesOfRefusal(error: Error | null): string[] {
  const told = error instanceof ApiProblem ? error.problem.provider : undefined
  return told?.kind === 'invalid-input' ? namesIn(told.message) : []
}

/** Names that a cloud told, each to be drawn by a click. */
export function PickName({ names, onPick }: { names: readonly string[]; onPick: (name: string) => void }) {
  const t = useTranslations('monitoring')
  return (
    <span className="flex flex-wrap items-center gap-1.5 text-sm">
      {t('namesTold')}
      {names.map((name) => (
        <Button key={name} size="small" onClick={() => onPick(name)}>
          <code>{name}</code>
        </Button>
      ))}
    </span>
  )
}
