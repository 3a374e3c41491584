'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { ProblemBanner } from '@/components/ui/problem'
import { noteFor } from '@/lib/explorer/error-notes'
import type { ServiceTable } from '@/lib/explorer/tables'
import type { Kind } from '@/lib/operation'
import { ApiProblem, mayBeDone } from '@/lib/queries/problem'

interface FailedCallProps {
  kind: Kind
  error: unknown
  errors: ServiceTable['errors']
  className?: string
}

/** Why a call failed: whose fault, what the cloud said, and what its code means. A write of unknown end says so. */
export function FailedCall({ kind, error, errors, className }: FailedCallProps) {
  const t = useTranslations('operations')
  const locale = useLang()
  const problem = error instanceof ApiProblem ? error.problem : undefined
  const note = noteFor(errors, problem?.provider?.code)
  const isOpen = mayBeDone(kind, error)
  const change = problem?.params?.change
  return (
    <div className={className}>
      <ProblemBanner error={error} isLost={isOpen} />
      {change && (
        <p className="mt-1.5">
          <Link href={`/changes/${change}`} prefetch={false}>
            {t(problem.code === 'change-needs-approval' ? 'answer.toPlan' : 'answer.change')}
          </Link>
        </p>
      )}
      {isOpen && (
        <Banner tone="warn" title={t('answer.unknown')} className="mt-1">
          {t('answer.unknownNote')}
        </Banner>
      )}
      {note && (
        <p className="mt-1.5">
          <code>{note.code}</code> {note.means[locale]}{' '}
          {!isOpen && <span className="text-muted">{t(`advice.${note.advice}`)}</span>}
        </p>
      )}
    </div>
  )
}
