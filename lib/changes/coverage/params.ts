import { z } from 'zod'
import { queryText, sortText, windowText } from '@/lib/bff/query-params'
import { COVERAGE_SORTS } from '@/lib/model/fleet-coverage'

export const CoverageSearch = z.object({ q: queryText, sort: sortText(COVERAGE_SORTS, 'standing') })
export const CoverageQuery = CoverageSearch.extend(windowText)
