import { useTranslations } from 'next-intl'
import { useShownOffset, zoneText } from '@/components/backups/reader-clock'
import { useLang } from '@/components/ui/badge'
import { WEEKDAYS, type Weekday } from '@/lib/model/backup'
import type { PlanRow } from '@/lib/model/plan'
import { movedHours } from '@/lib/model/policy-zone'

const DAYS = 'seen.backupDays'
const WINDOW = 'seen.backupWindow'
const HOURS = /^(\d\d:\d\d)-(\d\d:\d\d) ([+-])(\d\d)(\d\d)$/
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000

export const isPolicyRow = ({ field }: PlanRow): boolean => field === DAYS || field === WINDOW

/** The hours of a policy and their days, which move together from clock to clock: on the reader's and on UTC. */
export function usePolicyHours(): (rows: readonly PlanRow[], side: 'from' | 'to') => string | undefined {
  const t = useTranslations('changes')
  const locale = useLang()
  const shown = useShownOffset()
  const names = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
  const nameOf = (day: Weekday) => names.format(MONDAY + WEEKDAYS.indexOf(day) * DAY_MS)
  return (rows, side) => {
    const [, start, end, sign, hours, minutes] =
      HOURS.exec(String(rows.find(({ field }) => field === WINDOW)?.[side] ?? '')) ?? []
    const named = rows.find(({ field }) => field === DAYS)
    // A cloud that tells no days makes one every day.
    const days = named
      ? WEEKDAYS.filter((day) =>
          String(named[side] ?? '')
            .split(',')
            .includes(day),
        )
      : WEEKDAYS
    if (!start || !end || days.length === 0) return undefined
    const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
    const on = (zone: number) => {
      const moved = movedHours({ days, start, end }, offset, zone)
      const all = moved.days.length === WEEKDAYS.length
      return `${all ? t('everyDay') : moved.days.map(nameOf).join(t('comma'))} ${moved.start}–${moved.end} ${zoneText(zone)}`
    }
    return shown === 0 ? on(0) : `${on(shown)} (${on(0)})`
  }
}
