'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { ProblemBanner } from '@/components/ui/problem'
import { Moment } from '@/components/ui/time'
import type { Change } from '@/lib/model/change'
import { changeNowQuery } from '@/lib/queries/changes'
import { useChangeWords, useTextOf } from './words'

/** The instance or group as it is now beside what the plan rests on, for who decides. */
export function FactsNow({ change }: { change: Change }) {
  const t = useTranslations('changes')
  const words = useChangeWords()
  const textOf = useTextOf(change.ref)
  const { data, error, isFetching, refetch } = useQuery(changeNowQuery(change.id))
  return (
    <div className="grid gap-2" aria-busy={isFetching}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-muted text-sm">
          {data
            ? t.rich('facts.since', {
                then: () => <Moment at={change.plan.factsAt} style="seconds" />,
                now: () => <Moment at={data.factsAt} style="seconds" />,
              })
            : t(textOf('facts.reading'))}
        </h3>
        {data && (
          <Button size="small" icon="refresh" reading={isFetching} onClick={() => refetch()}>
            {t('facts.again')}
          </Button>
        )}
      </div>
      {error ? <ProblemBanner error={error} /> : null}
      {data?.reason ? (
        <Banner tone="danger" title={t('facts.impossible')}>
          {words.reason(data.reason)}
        </Banner>
      ) : null}
      {data && data.moved.length === 0 && data.facts.every(({ moved }) => !moved) && !data.reason ? (
        <p>{t('facts.same')}</p>
      ) : null}
      {data && data.facts.length > 0 ? (
        <table className="tbl flush dense">
          <thead>
            <tr>
              <th className="text-start">{t('fact')}</th>
              <th className="text-start">{t('facts.planned')}</th>
              <th className="text-start">{t('facts.found')}</th>
              <th className="w-px text-start">{t('facts.movedTitle')}</th>
            </tr>
          </thead>
          <tbody>
            {data.facts.map(({ field, planned, found, moved, asked }) => (
              <tr key={field}>
                <th scope="row" className="text-start font-normal">
                  {words.field(field)}
                </th>
                <td className="wrap-anywhere">
                  {asked === false ? (
                    <span className="text-muted">{t('facts.notAsked')}</span>
                  ) : (
                    words.value(field, planned)
                  )}
                </td>
                <td className={moved ? 'font-medium wrap-anywhere' : 'wrap-anywhere'}>{words.value(field, found)}</td>
                <td className="whitespace-nowrap text-warn">{moved ? t('facts.moved') : null}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  )
}
