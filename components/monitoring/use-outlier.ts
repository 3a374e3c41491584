'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Monitoring } from '@/lib/model/metric'
import { outlierOf } from '@/lib/model/outlier'
import type { Span } from '@/lib/model/time-range'
import { metricsQuery } from '@/lib/queries/monitoring'
import { useLineLabel } from './use-shown-panels'

const NO_NAMES = {}

/**
 * The node whose CPU is far above that of the others, where lines are of all nodes together: in their average nobody
 * sees it. Null: none stands out. It asks what the panel asks by node, so that this is one question.
 */
export function useOutlier(ref: string, data: Monitoring, span: Span, isAsked: boolean) {
  const labelOf = useLineLabel(data.nodes, NO_NAMES)
  const cpu = data.panels.find(({ id }) => id === 'cpu')?.series[0]?.id
  const { data: told } = useQuery({
    ...metricsQuery(ref, span, cpu === undefined ? [] : [cpu], true),
    enabled: isAsked && cpu !== undefined && data.nodes.filter((node) => node.of === 'node').length > 1,
    placeholderData: keepPreviousData,
  })
  return useMemo(() => {
    const found = isAsked && told ? outlierOf(told.series) : null
    return found && { node: labelOf(found.series), value: found.value, rest: found.rest, others: found.others }
  }, [isAsked, told, labelOf])
}
