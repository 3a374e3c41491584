import { type BackupPolicy, WEEKDAYS } from '@/lib/model/backup'
import { movedHours, type WeekHours } from '@/lib/model/policy-zone'
import type { ServiceId } from '@/lib/operation'

/** What the editor holds, in the zone of the service. */
export interface PolicyChoice extends WeekHours {
  on: boolean
  incremental: boolean
}

/** What a service's call can say: a switch, days, free hours or fixed ones, increments; and the zone it says them in. */
export const CALLS: Partial<
  Record<ServiceId, { offset: number; switch: boolean; days: boolean; fixed: boolean; incremental: boolean }>
> = {
  'alibaba-kvstore': { offset: 0, switch: false, days: true, fixed: false, incremental: true },
  'jdcloud-redis': { offset: 480, switch: true, days: true, fixed: false, incremental: false },
  'kingsoft-redis': { offset: 480, switch: true, days: false, fixed: true, incremental: false },
}

const two = (hour: number) => String(hour).padStart(2, '0')
/** The windows that Kingsoft takes: an hour each, none across midnight. */
export const FIXED_HOURS = Array.from({ length: 23 }, (_, hour) => `${two(hour)}:00-${two(hour + 1)}:00`)

/** What a new policy begins with where none is told: every day, three o'clock in China. */
const USUAL = { 0: { start: '19:00', end: '20:00' }, 480: { start: '03:00', end: '04:00' } } as const

/** The policy as it is, as a choice in the zone of the service's call. */
export function choiceOf(policy: BackupPolicy | null, offset: number): PolicyChoice {
  const { on, incremental } = policy ?? { on: null, incremental: null }
  const rest = { on: on ?? true, incremental: incremental ?? false }
  if (!policy?.window) return { ...rest, days: [...WEEKDAYS], ...USUAL[offset === 0 ? 0 : 480] }
  const days = policy.days.length > 0 ? policy.days : [...WEEKDAYS]
  return { ...rest, ...movedHours({ days, ...policy.window }, policy.offsetMinutes, offset) }
}

/** The parameters of the change, by the names that each service's action has. */
export function paramsOf(service: ServiceId, { on, days, start, end, incremental }: PolicyChoice) {
  switch (service) {
    case 'alibaba-kvstore':
      return { days: days.join(','), startUtc: start, endUtc: end, incremental }
    case 'jdcloud-redis':
      return { on, days: days.join(','), startChina: start, endChina: end }
    default:
      return { on, hour: `${start}-${end}` }
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** What an earlier plan was made with. */
export function chosenOf(params: Record<string, unknown>): PolicyChoice {
  const days = text(params.days)
  const [first = '', last = ''] = text(params.hour).split('-')
  return {
    on: params.on !== false,
    days: days === '' ? [...WEEKDAYS] : WEEKDAYS.filter((day) => days.split(',').includes(day)),
    start: text(params.startUtc) || text(params.startChina) || first,
    end: text(params.endUtc) || text(params.endChina) || last,
    incremental: params.incremental === true,
  }
}
