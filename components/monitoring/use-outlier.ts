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
 * The node whose CPU is far above that of the others: in the average of all nobody sees it, and by node it stands in
 * front. Null: none stands out. It asks what the panel asks by node, so that this is one question.
 */
export function useOutlier(ref: string, data: Monitoring, span: Span) {
  const labelOf = useLineLabel(data.nodes, NO_NAMES)
  const cpu = data.panels.find(({ id }) => id === 'cpu')?.series[0]?.id
  const { data: told } = useQuery({
    ...metricsQuery(ref, span, cpu === undefined ? [] : [cpu], true),
    enabled: cpu !== undefined && data.nodes.filter((node) => node.of === 'node').length > 1,
    placeholderData: keepPreviousData,
  })
  return useMemo(() => {
    const found = told ? outlierOf(told.series) : null
    return (
      found && {
        id: found.series.node,
        node: labelOf(found.series),
        value: found.value,
        rest: found.rest,
        others: found.others,
      }
    )
  }, [told, labelOf])
}
