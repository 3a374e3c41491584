import { HEADROOM_PERCENT, type Need, withHeadroom } from '@/lib/model/need'
import type { InstanceUsage } from '@/lib/model/offer'

/** What was typed; memory in GB. Kept as text, so that a draft comes back as it was. */
export interface NeedText {
  memoryGb: string
  connections: string
  qps: string
}
export const NEED_FIELDS = ['memoryGb', 'connections', 'qps'] as const
export type NeedField = (typeof NEED_FIELDS)[number]

export const NO_NEED: NeedText = { memoryGb: '', connections: '', qps: '' }

const MB_PER_GB = 1024

/** A number above zero as people type it, `80,000` or `0.5`; undefined for nothing, null for what is none. */
function numberOf(text: string, whole: boolean): number | null | undefined {
  const plain = text.replace(/[\s,，_]/g, '')
  if (plain === '') return undefined
  const form = whole ? /^\d{1,12}$/ : /^\d{1,9}(\.\d{1,6})?$/
  return form.test(plain) && Number(plain) > 0 ? Number(plain) : null
}

/** The need that was typed, and the fields that hold no number. `asked` is memory as it was typed, `need` with headroom. */
export function needOf(
  text: NeedText,
  headroomPercent = HEADROOM_PERCENT,
): { need: Need; asked: Need; wrong: NeedField[] } {
  const memory = numberOf(text.memoryGb, false)
  const connections = numberOf(text.connections, true)
  const qps = numberOf(text.qps, true)
  const asked: Need = {
    ...(memory ? { memoryMb: memory * MB_PER_GB } : {}),
    ...(connections ? { connections } : {}),
    ...(qps ? { qps } : {}),
  }
  const read = { memoryGb: memory, connections, qps }
  return {
    need: withHeadroom(asked, headroomPercent / 100),
    asked,
    wrong: NEED_FIELDS.filter((field) => read[field] === null),
  }
}

/** What is in use as it would be typed: memory rounded up to 0.01 GB. Without what nobody tells, or what is nothing. */
export function inUseText({
  usedMemoryMb,
  connections,
}: InstanceUsage): Partial<Pick<NeedText, 'memoryGb' | 'connections'>> {
  const gb = usedMemoryMb === null ? 0 : Math.ceil((usedMemoryMb / MB_PER_GB) * 100) / 100
  return {
    ...(gb > 0 ? { memoryGb: String(gb) } : {}),
    ...(connections ? { connections: String(Math.ceil(connections)) } : {}),
  }
}
