'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { parametersQuery } from '@/lib/queries/instance-parameters'
import { durationText } from './words'

/** The parameter from which duration on a command is slow. */
export const THRESHOLD = 'slowlog-log-slower-than'

/**
 * From how many microseconds on commands are in the log, negative: none are; null: its cloud does not tell;
 * undefined: it is being asked. Asks it.
 */
export function useThreshold(ref: string): number | null | undefined {
  const { data, isPending } = useQuery(parametersQuery(ref))
  if (isPending) return undefined
  const told = data?.parameters.find(({ name }) => name === THRESHOLD)?.value
  return told === undefined || told === null || Number.isNaN(Number(told)) ? null : Number(told)
}

/** The threshold in words, or that it is not told; empty while it is being asked. Asks it. */
export function useThresholdText(ref: string): string {
  const t = useTranslations('slowLog')
  const threshold = useThreshold(ref)
  if (threshold === undefined) return ''
  if (threshold === null) return t('thresholdUnknown')
  return threshold < 0 ? t('thresholdOff') : t('threshold', { value: durationText(threshold) })
}
