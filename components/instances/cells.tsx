import { CloudBadge, EnvBadge } from '@/components/ui/badge'
import { useNow } from '@/components/ui/clock'
import { CopyButton } from '@/components/ui/copy'
import { cx } from '@/components/ui/cx'
import { Meter } from '@/components/ui/number'
import { State, toneOf } from '@/components/ui/status'
import { formatAge, formatAgo, formatDate, formatFull } from '@/lib/i18n/format'
import type { Instance } from '@/lib/model/instance'
import type { CellContext } from './columns'
import { daysLeft, endpointText, endTone, mainEndpoint, memoryUse, tagText } from './facts'
import { MiddleCode } from './middle-code'
import { ENGINE_NAMES } from './words'

interface CellProps {
  row: Instance
  context: CellContext
}

/** The cloud did not say: a word, never a dash or a zero. */
export function Unsaid({ context }: { context: CellContext }) {
  return <span className="truncate text-muted">{context.word('notSaid')}</span>
}

export function StatusCell({ row, context }: CellProps) {
  const muted = context.isStale(row) ? 'opacity-75' : ''
  return (
    <span className={`min-w-0 overflow-hidden ${muted}`} data-tip={row.vendorStatus}>
      <State tone={toneOf(row.status)} vendor={row.vendorStatus}>
        {context.status(row.status)}
      </State>
    </span>
  )
}

export function CloudCell({ row, context }: CellProps) {
  return (
    <span className="flex min-w-0 items-center gap-[7px]">
      <CloudBadge provider={row.provider} />
      <span className="truncate" data-tip={row.key.region}>
        {row.key.region}
      </span>
      {context.isStale(row) ? <StaleTag row={row} context={context} /> : null}
    </span>
  )
}

/** How old the facts of a region are whose last reading failed. */
export function StaleTag({ row, context }: CellProps) {
  const now = useNow()
  if (now === 0) return null
  const seconds = (now - Date.parse(row.seenAt)) / 1000
  return (
    <span className="tag flex-none" data-tip={formatFull(row.seenAt, context.zone)}>
      {formatAge(seconds, context.lang)}
    </span>
  )
}

export function EngineCell({ row, context }: CellProps) {
  return (
    <span className="truncate text-text-2">
      {ENGINE_NAMES[row.engine]} {row.version ?? <span className="text-muted">{context.word('versionNotSaid')}</span>}
    </span>
  )
}

export function MemoryCell({ row, context }: CellProps) {
  const use = memoryUse(row)
  if (use.total === null && use.used === null) return <Unsaid context={context} />
  return (
    <span className="flex min-w-0 max-w-full items-center gap-2">
      <span className="flex-none">
        {use.used === null ? null : `${use.used} `}
        <span className="unit">
          {use.used === null ? '' : '/ '}
          <span className={use.used === null ? 'text-text' : ''}>{use.total ?? context.word('notSaid')}</span>
          {'\u2009'}
          {use.unit}
        </span>
      </span>
      {use.share === null ? null : (
        // The figures stay whole: where they are long it is the bar that gets shorter.
        <span className={cx('flex min-w-0 [&>.bar]:shrink!', context.isStale(row) && 'opacity-55')}>
          <Meter share={use.share} tone={use.tone} />
        </span>
      )}
    </span>
  )
}

export function EndCell({ row, context }: CellProps) {
  const now = useNow()
  if (row.expiresAt === null)
    return row.chargeType === 'unknown' ? (
      <Unsaid context={context} />
    ) : (
      <span className="truncate text-text-2">{context.word(`chargeShort.${row.chargeType}`)}</span>
    )
  const tone = now === 0 ? undefined : endTone(daysLeft(row, { now, zone: context.zone }))
  const color = tone === 'danger' ? 'text-danger' : tone === 'warn' ? 'text-warn' : 'text-text-2'
  return (
    <time
      dateTime={row.expiresAt}
      className={`truncate ${color}`}
      data-tip={now === 0 ? undefined : formatFull(row.expiresAt, context.zone)}
    >
      {now === 0 ? '' : formatDate(row.expiresAt, { zone: context.zone, locale: context.lang })}
    </time>
  )
}

export function EnvCell({ environment, context }: { environment: string; context: CellContext }) {
  return environment ? <EnvBadge environment={environment} /> : <Unsaid context={context} />
}

export function EndpointCell({ row, context }: CellProps) {
  const endpoint = mainEndpoint(row)
  if (!endpoint) return <Unsaid context={context} />
  const text = endpointText(endpoint)
  return (
    <span className="flex min-w-0 items-center gap-1">
      <MiddleCode text={text} className="text-text-2" />
      <CopyButton text={text} what={context.word('endpoint')} className="flex-none" />
    </span>
  )
}

export function TagsCell({ row }: { row: Instance }) {
  return (
    <span className="flex min-w-0 gap-1 overflow-hidden" data-tip={row.tags.map(tagText).join('\n')}>
      {row.tags.map((tag) => (
        <span key={tagText(tag)} className="tag">
          {tagText(tag)}
        </span>
      ))}
    </span>
  )
}

export function AgeCell({ row, context }: CellProps) {
  const now = useNow()
  if (now === 0) return null
  return (
    <time dateTime={row.seenAt} className="text-muted" data-tip={formatFull(row.seenAt, context.zone)}>
      {formatAgo((now - Date.parse(row.seenAt)) / 1000, context.lang)}
    </time>
  )
}
