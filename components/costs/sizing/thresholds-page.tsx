'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Failed } from '@/components/ui/failed'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import {
  SIZING_THRESHOLD_IDS,
  SIZING_THRESHOLDS,
  type SizingThreshold,
  type SizingThresholds,
  SizingValues,
} from '@/lib/model/sizing'
import { SIZING_RULES } from '@/lib/model/sizing-rules'
import { saveSizingThresholds, sizingThresholdsQuery } from '@/lib/queries/sizing'
import { CostTabs } from '../cost-tabs'
import { useThresholdText } from './words'

/** The rules of right-sizing with their thresholds; admins of all accounts change them. */
export function ThresholdsPage() {
  const t = useTranslations('sizing')
  const costs = useTranslations('costs')
  // What is being edited must not change under the hands of who edits it.
  const { data, error, refetch } = useQuery({ ...sizingThresholdsQuery, staleTime: 0, refetchOnWindowFocus: false })
  return (
    <Page
      title={t('thresholds.title')}
      crumbs={[
        { label: costs('title'), href: '/costs' },
        { label: t('title'), href: '/costs/sizing' },
        { label: t('thresholdsLink') },
      ]}
      scroll={false}
    >
      <CostTabs />
      <div className="page-scroll">
        {error && !data && <Failed error={error} retry={() => refetch()} />}
        {!data && !error && <Skeleton widths={[240]} rows={6} />}
        {data ? <Editor key={data.version} stored={data} /> : null}
      </div>
    </Page>
  )
}

const DATA: readonly SizingThreshold[] = ['days', 'coverage', 'headroom']

/** Each threshold once, beside the first rule that it is of. */
const PARTS = SIZING_RULES.map(({ id, kind, conditions }, at) => {
  const before = SIZING_RULES.slice(0, at).flatMap((rule) => rule.conditions.map(({ threshold }) => threshold))
  const own = [...new Set(conditions.map(({ threshold }) => threshold))]
  return { id, kind, thresholds: own.filter((threshold) => !before.includes(threshold)) }
}).filter(({ thresholds }) => thresholds.length > 0)

type Texts = Record<SizingThreshold, string>
const textsOf = (value: (id: SizingThreshold) => number): Texts =>
  Object.fromEntries(SIZING_THRESHOLD_IDS.map((id) => [id, String(value(id))])) as Texts // one for each
const numberOf = (text: string) => (/^\d{1,10}(\.\d{1,6})?$/.test(text.trim()) ? Number(text) : Number.NaN)

function Editor({ stored }: { stored: SizingThresholds }) {
  const t = useTranslations('sizing')
  const me = useMe()
  const client = useQueryClient()
  const thresholdText = useThresholdText()
  const mayEdit = me.role === 'admin' && me.scope.kind === 'all'
  const [texts, setTexts] = useState(() => textsOf((id) => stored.values[id]))
  const values = SizingValues.safeParse(Object.fromEntries(SIZING_THRESHOLD_IDS.map((id) => [id, numberOf(texts[id])])))
  const save = useMutation({
    mutationFn: saveSizingThresholds,
    onSuccess: async (saved) => {
      toast({ tone: 'ok', title: t('thresholds.saved') })
      client.setQueryData(sizingThresholdsQuery.queryKey, saved)
      await client.invalidateQueries({ queryKey: ['costs', 'sizing', 'list'] })
    },
  })
  const field = (id: SizingThreshold) => {
    const { least, most, unit, usual } = SIZING_THRESHOLDS[id]
    const number = numberOf(texts[id])
    const isWrong = !(number >= least && number <= most)
    if (!mayEdit) {
      return (
        <p key={id} className="flex flex-wrap justify-between gap-x-4">
          <span className="text-text-2">{t(`thresholds.of.${id}`)}</span>
          <span className="num">{thresholdText(id, stored.values[id])}</span>
        </p>
      )
    }
    return (
      <Field
        key={id}
        label={t(`thresholds.of.${id}`)}
        hint={t('thresholds.usual', { value: thresholdText(id, usual) })}
        error={isWrong ? t('thresholds.wrong', { least, most }) : undefined}
      >
        {(control) => (
          <Input
            {...control}
            className="w-44"
            inputMode="decimal"
            changed={number !== stored.values[id]}
            suffix={t(`thresholds.unit.${unit}`)}
            value={texts[id]}
            onChange={({ target }) => setTexts({ ...texts, [id]: target.value })}
          />
        )}
      </Field>
    )
  }
  return (
    <div className="grid max-w-[720px] content-start gap-5 px-gut pt-3 pb-10">
      <p className="text-text-2">{t('thresholds.lead')}</p>
      {mayEdit ? null : <Banner tone="info" title={t('thresholds.readOnly')} />}
      {save.error ? <ProblemBanner error={save.error} /> : null}
      <section className="grid gap-3" aria-label={t('thresholds.data')}>
        <h2 className="font-semibold text-base">{t('thresholds.data')}</h2>
        {DATA.map(field)}
      </section>
      {PARTS.map(({ id, kind, thresholds }) => (
        <section key={id} className="grid gap-3 border-border border-t pt-4" aria-label={t(`rules.${id}.name`)}>
          <div>
            <h2 className="font-semibold text-base">
              {t(`rules.${id}.name`)} <span className="font-normal text-muted text-sm">{t(`kind.${kind}`)}</span>
            </h2>
            <p className="text-sm text-text-2">{t(`rules.${id}.why`)}</p>
          </div>
          {thresholds.map(field)}
        </section>
      ))}
      {mayEdit ? (
        <div className="flex flex-wrap gap-2">
          <Button
            variant="primary"
            sending={save.isPending}
            reason={values.success ? null : t('thresholds.fillIn')}
            onClick={() => {
              if (values.success) save.mutate({ version: stored.version, values: values.data })
            }}
          >
            {t('thresholds.save')}
          </Button>
          <Button onClick={() => setTexts(textsOf((id) => SIZING_THRESHOLDS[id].usual))}>
            {t('thresholds.reset')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}
