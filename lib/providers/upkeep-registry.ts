import type { ServiceId } from '@/lib/operation'
import { upkeep as kvstore } from './alibaba/kvstore/upkeep'
import type { Upkeep } from './upkeep'

/** The manuals of the others have no operation about work that their cloud does by itself. */
export const UPKEEP_OF: Partial<Record<ServiceId, Upkeep>> = { 'alibaba-kvstore': kvstore }
