'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { usePreferences } from '@/components/ui/preferences'
import type { Tone } from '@/components/ui/shape'
import type { FieldNames } from '@/lib/explorer/condition'
import { formatDate, formatFull, formatMemory, formatNumber, measureText } from '@/lib/i18n/format'
import type { ActionId, Reason } from '@/lib/model/action'
import type { Change, ChangeState } from '@/lib/model/change'
import { hrefOfGroupRef, kindOfGroupRef } from '@/lib/model/group-href'
import type { Consequence } from '@/lib/model/plan'

export const STATE_TONES: Record<ChangeState, Tone> = {
  planned: 'info',
  waiting: 'warn',
  scheduled: 'info',
  queued: 'info',
  ready: 'prog',
  sending: 'prog',
  settling: 'prog',
  checking: 'unk',
  done: 'ok',
  ordered: 'info',
  failed: 'danger',
  stopped: 'off',
  human: 'danger',
  withdrawn: 'off',
  rejected: 'off',
  expired: 'off',
}

export const SEVERITY_TONES: Record<Consequence['severity'], Tone> = {
  info: 'info',
  'drops-connections': 'danger',
  degrades: 'warn',
  'loses-data': 'danger',
  'costs-money': 'warn',
  'cannot-be-undone': 'danger',
}

const PARAMETER = 'seen.parameter '
/** Facts that are whether something is there. */
const THERE = /^seen\.\w+(There|Made)$/
/** Told as whole moments, with their zone. */
const MOMENTS: ReadonlySet<string> = new Set(['work.from', 'work.to', 'seen.backupAt', 'seen.switchAt'])
/** When something last happened; null: never. */
const SINCE = /^seen\.(clearedAt|madeAt)$/
const TAG = 'seen.tag '

/** Its order is not paid by itself: what was planned holds only once somebody paid it. */
export const isUnpaid = ({ consequences }: { consequences: readonly Pick<Consequence, 'id'>[] }): boolean =>
  consequences.some(({ id }) => id === 'order-waits')

/** The order's id as the cloud answered it; null before, and where it named none. */
export function orderOf(steps: Change['steps']): string | null {
  const id = steps.findLast(({ details }) => typeof details.orderId === 'string')?.details.orderId
  return typeof id === 'string' ? id : null
}

const ENGINES = { redis: 'Redis', memcached: 'Memcached' } as const

type Shown = string | number | boolean | null

/** What a change does, in a few words; a call of the explorer by its operation. */
export function useChangeTitle() {
  const t = useTranslations('changes')
  return ({ action, operation }: { action: ActionId; operation: string }): string =>
    action === 'call' ? t('callOf', { operation: operation.slice(operation.indexOf('/') + 1) }) : t(`actions.${action}`)
}

/** The page of the instance or security group that a change is of; null for a call that names none. */
export const instanceHref = (ref: string): string | null =>
  ref.startsWith('call.') ? null : (hrefOfGroupRef(ref) ?? `/instances/${encodeURIComponent(ref)}`)

/** The name of a text about what a change is of: an instance, or a group where there is a text of its own for that. */
export function useTextOf(ref: string): (name: string) => string {
  const t = useTranslations('changes.ofGroup')
  const isGroup = kindOfGroupRef(ref) !== null
  return (name) => (isGroup && t.has(name) ? `ofGroup.${name}` : name)
}

/** The fact that says whether a group is there. */
const GROUP_THERE = { group: 'seen.groupThere', 'parameter-group': 'seen.parameterGroupThere' } as const

/** What is read of the instance or group to see whether the change happened. */
export function useLookedAt({
  action,
  plan,
  ref,
  evidence,
}: Pick<Change, 'action' | 'plan' | 'ref' | 'evidence'>): string {
  const t = useTranslations('changes')
  const words = useChangeWords()
  if (action === 'create') return t('orderLooks.create')
  const group = kindOfGroupRef(ref)
  const first = plan.rows.slice(0, 1).map(({ field }) => field)
  // What a person judges by, where its state does not tell.
  const judgedBy = (evidence?.read ?? []).flatMap(({ field, was }) => (was === undefined ? [] : [field]))
  const looked = new Set([group ? GROUP_THERE[group] : 'facts.vendorStatus', ...first, ...judgedBy])
  return [...looked].map(words.field).join(t('comma'))
}

/** Facts, values and reasons of a change in the person's language. */
export function useChangeWords() {
  const t = useTranslations('changes')
  const statuses = useTranslations('status')
  const locale = useLang()
  const { zone } = usePreferences()
  const statusWord = (status: string) => (statuses.has(status) ? statuses(status) : status)
  return {
    // A parameter is called what its cloud calls it.
    field: (field: string) =>
      field.startsWith(PARAMETER)
        ? field.slice(PARAMETER.length)
        : field.startsWith(TAG)
          ? t('tagOf', { key: field.slice(TAG.length) })
          : t.has(`fields.${field}`)
            ? t(`fields.${field}`)
            : field,
    /** Null is told as unknown. */
    value: (field: string, value: Shown): string => {
      // Read from a list: that nothing is in it is known.
      if (value === null && field === 'seen.analysedAt') return t('neverAnalysed')
      if (value === null) return t(field === 'instance' ? 'gone' : SINCE.test(field) ? 'never' : 'unknown')
      if (typeof value === 'boolean') return t(THERE.test(field) ? `there.${value}` : value ? 'on' : 'off')
      if (typeof value === 'number') {
        if (field === 'now.backup') return t('facts.backupAge', { hours: value })
        if (/memoryMb$/i.test(field)) return measureText(formatMemory(value))
        if (field.endsWith('bandwidthMbps')) return `${formatNumber(value)} Mbit/s`
        return /(connections|qps)$/.test(field) ? formatNumber(value) : String(value)
      }
      if (field === 'now.backup') return t(value === 'never' ? 'facts.backupNever' : 'facts.backupNone')
      if (field === 'facts.status') return statusWord(value)
      if (/\.chargeType$/.test(field) && t.has(`charges.${value}`)) return t(`charges.${value}`)
      if (/\barchitecture$/.test(field) && t.has(`architectures.${value}`)) return t(`architectures.${value}`)
      if ((field === 'create.network' || field === 'facts.network.type') && t.has(`networks.${value}`))
        return t(`networks.${value}`)
      if (MOMENTS.has(field) || SINCE.test(field)) return formatFull(value, zone)
      // With the zone, which the plan of before did not have.
      if (field === 'seen.backupWindow')
        return value.replace(/ \+0000$/, ' UTC').replace(/ ([+-])0?(\d+)00$/, ' UTC$1$2')
      if (field === 'seen.backupType' && t.has(`values.backupType.${value}`)) return t(`values.backupType.${value}`)
      if (/\.engine$/.test(field) && value in ENGINES) return ENGINES[value as keyof typeof ENGINES] // it is a name of these
      if (field === 'seen.accountMay' && value === '') return t('values.may.nothing')
      if (field === 'seen.accountMay' && t.has(`values.may.${value}`)) return t(`values.may.${value}`)
      // A certificate that is renewed may move by minutes.
      if (field === 'seen.certificateEndsAt') return formatFull(value, zone)
      if (field === 'facts.expiresAt' || field === 'seen.classicEndsAt') return formatDate(value, { zone, locale })
      // What comes was not there, and what goes will not be: neither is an empty thing; so with an address.
      if (
        value === '' &&
        /^seen\.(comes|goes|account|allowed|group(Name|Version|Description|Source)|addressPrefix|addressPort)$/.test(
          field,
        )
      )
        return '–'
      return value === '' ? t('empty') : value
    },
    reason: ({ code, params = {} }: Reason): string => {
      const words = Object.fromEntries(
        Object.entries(params).map(([name, value]) => [
          name,
          name === 'status' || name === 'needed'
            ? String(value)
                .split(', ')
                .map(statusWord)
                .join(locale === 'zh' ? '、' : ', ')
            : typeof value !== 'number'
              ? name === 'deadline'
                ? formatFull(value, zone)
                : value
              : ['memoryMb', 'usedMb', 'targetMb'].includes(name)
                ? measureText(formatMemory(value))
                : ['inUse', 'limit'].includes(name)
                  ? formatNumber(value)
                  : value,
        ]),
      )
      return t(`reasons.${code}`, words)
    },
  }
}

/** What a person chooses for an action, as its form names it. */
export function useParamNames(): FieldNames {
  const t = useTranslations('changes')
  return {
    field: (name) => (t.has(`params.${name}`) ? t(`params.${name}`) : name),
    value: (name, value) =>
      /^[a-z-]+$/.test(value) && t.has(`values.${name}.${value}`)
        ? t(`values.${name}.${value}`)
        : value === 'true'
          ? t('on')
          : value === 'false'
            ? t('off')
            : value,
  }
}

/** Why no usable answer came, in words; undefined for a kind of error without words of its own. */
export function useNoAnswer() {
  const t = useTranslations('changes')
  const problems = useTranslations('problems')
  return (kind: string | undefined): string | undefined =>
    kind === 'sender-gone'
      ? t('senderGone')
      : kind && problems.has(`provider.${kind}.what`)
        ? problems(`provider.${kind}.what`)
        : undefined
}
