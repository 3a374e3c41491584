import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { FIELD_NAMES } from '@/lib/model/query-fields'

const EXAMPLES = [
  ['orders', 'queryWords'],
  ['env:production,staging', 'queryList'],
  ['-status:running', 'queryNot'],
  ['memory:>16GB', 'queryCompare'],
  ['memory:>8', 'querySize'],
  ['expires:<30d', 'queryTime'],
  ['team:""', 'queryUnknown'],
  ['version:7.*', 'queryStar'],
  ['account:"Main prod"', 'queryQuotes'],
  ['tag:app=orders', 'queryTag'],
  ['coverage:unprotected', 'queryCoverage'],
  ['-backup:<24h', 'queryBackup'],
] as const

/** The query language of the instance list, by examples. */
export function QueryHelp() {
  const t = useTranslations('shell.shortcuts')
  return (
    <section className="wide:col-span-2">
      <h3 className="mb-1 font-semibold text-sm">{t('query')}</h3>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {EXAMPLES.map(([example, meaning]) => (
          <Fragment key={example}>
            <dt>
              <code>{example}</code>
            </dt>
            <dd className="text-text-2">{t(meaning)}</dd>
          </Fragment>
        ))}
      </dl>
      <p className="mt-2 text-muted text-sm wrap-anywhere">{t('queryFields', { fields: FIELD_NAMES.join(', ') })}</p>
    </section>
  )
}
