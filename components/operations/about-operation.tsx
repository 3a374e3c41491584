'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { notesOf } from '@/lib/explorer/error-notes'
import type { ServiceTable } from '@/lib/explorer/tables'
import type { Operation } from '@/lib/operation'
import { rulesOf, wordsOf } from '@/lib/rules'

interface AboutOperationProps {
  operation: Operation
  errors: ServiceTable['errors']
}

/** What is to be known besides the fields: rules between them, how it behaves, and how the cloud says no. */
export function AboutOperation({ operation, errors }: AboutOperationProps) {
  const t = useTranslations('operations')
  const locale = useLang()
  const rules = rulesOf(operation.request)
  const notes = notesOf(errors, operation)
  const behaviour = [
    t(`about.kind.${operation.kind}`),
    operation.costs && t('about.costs'),
    operation.async && t('about.async'),
    operation.kind !== 'read' &&
      (operation.idempotency ? t('about.token', { field: operation.idempotency }) : t('about.noToken')),
    operation.manual && t('about.manual', { section: operation.manual }),
  ].filter((line) => typeof line === 'string')
  return (
    <div className="mt-4 grid gap-4 border-border border-t pt-3">
      <section aria-labelledby="about-behaviour">
        <h2 id="about-behaviour" className="pb-1 font-semibold">
          {t('about.title')}
        </h2>
        <ul className="op-facts">
          {behaviour.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      {rules.length > 0 && (
        <section aria-labelledby="about-rules">
          <h2 id="about-rules" className="pb-1 font-semibold">
            {t('about.rules')}
          </h2>
          <ul className="op-facts">
            {[...new Set(rules.map((rule) => wordsOf(rule)[locale]))].map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="about-errors">
        <details>
          <summary className="py-0.5">
            <h2 id="about-errors" className="inline font-semibold">
              {t('about.errors')}
            </h2>{' '}
            <span className="text-muted text-sm">{t('about.count', { count: notes.length })}</span>
          </summary>
          <table className="tbl op-errors">
            <thead>
              <tr>
                <th scope="col">{t('about.code')}</th>
                <th scope="col">{t('about.means')}</th>
              </tr>
            </thead>
            <tbody>
              {notes.map(({ code, means, advice }) => (
                <tr key={code}>
                  <td>
                    <code>{code}</code>
                  </td>
                  <td>
                    {means[locale]} <span className="text-muted">{t(`advice.${advice}`)}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="hint pt-1">{t('about.others')}</p>
        </details>
      </section>
    </div>
  )
}
