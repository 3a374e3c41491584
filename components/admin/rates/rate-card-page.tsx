'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { SettingsTabs } from '@/components/admin/settings/settings-tabs'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { Banner } from '@/components/ui/banner'
import { Button, buttonClass } from '@/components/ui/button'
import { Failed } from '@/components/ui/failed'
import { Select } from '@/components/ui/input'
import { Skeleton } from '@/components/ui/skeleton'
import { Moment } from '@/components/ui/time'
import { keyOfLine, type RateCard, type RateLine } from '@/lib/model/rate-card'
import { exportAddress, rateCardQuery, TEMPLATE_ADDRESS } from '@/lib/queries/rate-card'
import { ImportDialog } from './import-dialog'
import { LineDialog } from './line-dialog'
import { RateTable } from './rate-table'
import { SaveDialog } from './save-dialog'

/** What the clouds without a price operation cost: every version of the card, edited line by line or read from a file. */
export function RateCardPage() {
  const t = useTranslations('rates')
  const chosen = Number(useSearchParams().get('version')) || undefined
  const { data, error, refetch } = useQuery(rateCardQuery(chosen))
  return (
    <Page
      title={t('title')}
      crumbs={[{ label: t('settings'), href: '/settings' }, { label: t('title') }]}
      scroll={false}
    >
      <SettingsTabs />
      <div className="page-scroll">
        {error && !data && <Failed error={error} retry={() => refetch()} />}
        {!data && !error && <Skeleton widths={[200, 120, 160, 80]} rows={6} />}
        {data && <Card key={data.version} card={data} />}
      </div>
    </Page>
  )
}

type Open = { what: 'import' | 'save' } | { what: 'line'; line: RateLine | undefined }

function Card({ card }: { card: RateCard }) {
  const t = useTranslations('rates')
  const roles = useTranslations('admin.roles')
  const me = useMe()
  const [lines, setLines] = useState<readonly RateLine[]>(card.lines)
  const [open, setOpen] = useState<Open>()
  const newest = card.versions[0]?.version ?? 0
  const isOld = card.version !== newest
  const moved = countMoved(card.lines, lines)
  const reason = me.scope.kind !== 'all' ? roles('needAll') : isOld && t('onlyNewest')
  const put = (line: RateLine, before: RateLine | undefined) => {
    const key = keyOfLine(before ?? line)
    const there = lines.some((each) => keyOfLine(each) === key)
    setLines(there ? lines.map((each) => (keyOfLine(each) === key ? line : each)) : [...lines, line])
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-3 pt-3.5 pb-8">
      <p className="max-w-[760px] px-gut text-text-2">{t('what')}</p>
      <div className="flex flex-wrap items-center gap-2 px-gut">
        <Versions card={card} />
        <span className="flex-1" />
        {newest > 0 && (
          <a className={buttonClass({})} href={exportAddress(card.version)} download>
            {t('export')}
          </a>
        )}
        <a className={buttonClass({})} href={TEMPLATE_ADDRESS} download>
          {t('template')}
        </a>
        <Button reason={reason || (moved > 0 && t('saveFirst'))} onClick={() => setOpen({ what: 'import' })}>
          {t('import.title')}
        </Button>
        <Button reason={reason} onClick={() => setOpen({ what: 'line', line: undefined })}>
          {t('add')}
        </Button>
        <Button
          variant="primary"
          reason={reason || (moved === 0 && t('nothingMoved'))}
          onClick={() => setOpen({ what: 'save' })}
        >
          {t('save')}
        </Button>
      </div>
      {newest > 0 && card.version !== card.inForce && (
        <Banner tone="info" className="mx-gut" title={t('notInForce', { version: card.version })}>
          {card.inForce === null ? t('noneInForce') : t('otherInForce', { version: card.inForce })}
        </Banner>
      )}
      {moved > 0 && (
        <Banner
          tone="info"
          role="status"
          className="mx-gut"
          title={t('moved', { count: moved })}
          actions={
            <Button variant="quiet" onClick={() => setLines(card.lines)}>
              {t('undo')}
            </Button>
          }
        >
          {t('movedWhy')}
        </Banner>
      )}
      <RateTable
        lines={lines}
        changed={new Set(changedKeys(card.lines, lines))}
        reason={reason}
        onEdit={(line) => setOpen({ what: 'line', line })}
        onRemove={(line) => setLines(lines.filter((each) => each !== line))}
      />
      {open?.what === 'line' && (
        <LineDialog line={open.line} others={lines} onClose={() => setOpen(undefined)} onDone={put} />
      )}
      {open?.what === 'import' && <ImportDialog version={newest} onClose={() => setOpen(undefined)} />}
      {open?.what === 'save' && (
        <SaveDialog version={newest} lines={lines} moved={moved} onClose={() => setOpen(undefined)} />
      )}
    </div>
  )
}

const whole = (line: RateLine) =>
  JSON.stringify([keyOfLine(line), line.unit, line.amount, line.currency, line.perShard])

function changedKeys(before: readonly RateLine[], after: readonly RateLine[]): string[] {
  const then = new Set(before.map(whole))
  return after.filter((line) => !then.has(whole(line))).map(keyOfLine)
}

/** Lines that are new or other, and lines that are gone. */
function countMoved(before: readonly RateLine[], after: readonly RateLine[]): number {
  const now = new Set(after.map(keyOfLine))
  return changedKeys(before, after).length + before.filter((line) => !now.has(keyOfLine(line))).length
}

function Versions({ card }: { card: RateCard }) {
  const t = useTranslations('rates')
  const router = useRouter()
  if (card.versions.length === 0) return <span className="text-muted">{t('noVersion')}</span>
  const shown = card.versions.find(({ version }) => version === card.version)
  return (
    <>
      <Select
        aria-label={t('version')}
        className="w-fit! max-w-full"
        value={String(card.version)}
        onChange={({ target }) => router.push(`/settings/rates?version=${target.value}`)}
      >
        {card.versions.map(({ version, validFrom }) => (
          <option key={version} value={version}>
            {t('versionOf', { version, from: validFrom, counts: version === card.inForce ? 'yes' : 'no' })}
          </option>
        ))}
      </Select>
      {shown && (
        <span className="text-muted text-sm wrap-anywhere">
          {t.rich('savedBy', { who: shown.savedBy, time: () => <Moment at={shown.savedAt} style="date" /> })}
          {shown.note ? ` · ${shown.note}` : null}
        </span>
      )}
    </>
  )
}
