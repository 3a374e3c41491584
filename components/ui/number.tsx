import { formatMemory, formatNumber, type Measure } from '@/lib/i18n/format'

/** A number and its muted unit after a thin space. */
function Amount({ value, unit }: Measure) {
  return (
    <span className="whitespace-nowrap">
      {value}
      <span className="unit">
        {'\u2009'}
        {unit}
      </span>
    </span>
  )
}

/** Memory given in MB (1024 * 1024 bytes). */
export const Memory = ({ mb }: { mb: number }) => <Amount {...formatMemory(mb)} />

export const Count = ({ value }: { value: number }) => <>{formatNumber(value)}</>

/** A short bar for a share between 0 and 1; the number beside it says it in words. */
export function Meter({ share, tone }: { share: number; tone?: 'warn' | 'danger' | 'accent' }) {
  return (
    <span className="bar" aria-hidden="true">
      <i className={tone} style={{ width: `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%` }} />
    </span>
  )
}
