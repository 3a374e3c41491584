'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { InstancePage } from '@/lib/model/fleet'
import { instanceQuery, readInstance, readingKey } from '@/lib/queries/instance'

const FRESH_MS = 60_000

/** Reads one instance from its cloud: when asked, and once when the page opens with facts older than a minute. */
export function useReading(reference: string, page: InstancePage) {
  const client = useQueryClient()
  const reading = useMutation({
    mutationKey: readingKey(reference),
    mutationFn: () => readInstance(reference),
    onSuccess: (answer) => client.setQueryData(instanceQuery(reference).queryKey, answer),
  })
  const asked = useRef<string>(undefined)
  const { mutate } = reading
  const readAt = page.detailAt === null ? 0 : Date.parse(page.detailAt)
  const gone = page.goneAt !== null
  useEffect(() => {
    if (asked.current === reference) return
    asked.current = reference
    if (!gone && Date.now() - readAt > FRESH_MS) mutate()
  }, [reference, gone, readAt, mutate])
  return reading
}
