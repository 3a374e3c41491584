'use client'
import { useAddressState } from '@/components/list/use-address-state'
import { addressOf, readState } from './list-address'

const WRITTEN = { read: readState, write: addressOf }

/** What the list shows, as its address holds it. */
export const useListState = () => useAddressState(WRITTEN)
