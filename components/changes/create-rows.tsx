'use client'

import { useTranslations } from 'next-intl'
import { Breaking } from '@/components/ui/breaking'
import type { Change } from '@/lib/model/change'
import type { PlanRow } from '@/lib/model/plan'
import { useChangeWords } from './words'

/** What is made, line by line: there is nothing yet that it could stand beside. */
export function CreateRows({ change: { plan, params } }: { change: Change }) {
  const t = useTranslations('changes')
  const words = useChangeWords()
  const instances = useTranslations('instances')
  const said = ({ field, to }: PlanRow) =>
    field === 'create.architecture' && instances.has(`arch.${to}`) ? instances(`arch.${to}`) : words.value(field, to)
  const hasPassword = typeof params.password === 'string' && params.password !== ''
  return (
    <section>
      <h2 className="section-title pb-1.5">{t('createRows')}</h2>
      <table className="tbl flush dense">
        <caption className="sr-only">{t('createRows')}</caption>
        <tbody>
          {plan.rows.map((row) => (
            <tr key={row.field}>
              <th scope="row" className="w-2/5 text-start font-normal text-muted">
                {words.field(row.field)}
              </th>
              <td className="wrap-anywhere">
                <Breaking text={said(row)} />
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row" className="w-2/5 text-start font-normal text-muted">
              {words.field('create.password')}
            </th>
            <td>{t(hasPassword ? 'passwordSet' : 'passwordNone')}</td>
          </tr>
        </tbody>
      </table>
    </section>
  )
}
