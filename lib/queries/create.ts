import { queryOptions } from '@tanstack/react-query'
import { type ActionId } from '@/lib/model/action'
import { Change } from '@/lib/model/change'
import { type ChoicesQuery, CreateChoices, type CreateDraft, CreateLike, InstanceChoices } from '@/lib/model/create'
import { api } from './api'

/** What a form can offer at a place; asks the cloud where it has an operation for it. */
export const choicesQuery = (asked: ChoicesQuery) =>
  queryOptions({
    queryKey: ['create', 'choices', asked],
    queryFn: ({ signal }) => api.get('/api/create/choices', { schema: CreateChoices, query: { ...asked }, signal }),
    staleTime: 5 * 60_000,
  })

/** What can be chosen for an action of an instance; asks its cloud where that has an operation for it. */
export const instanceChoicesQuery = (ref: string, action: ActionId) =>
  queryOptions({
    queryKey: ['instances', 'choices', ref, action],
    queryFn: ({ signal }) =>
      api.get(`/api/instances/${encodeURIComponent(ref)}/choices`, {
        schema: InstanceChoices,
        query: { action },
        signal,
      }),
  })

/** What would make an instance like this one, without secrets. */
export const likeQuery = (ref: string) =>
  queryOptions({
    queryKey: ['create', 'like', ref],
    queryFn: ({ signal }) => api.get('/api/create/like', { schema: CreateLike, query: { ref }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Plans new instances: nothing but reads goes to a cloud. Throws `ApiProblem` with the fields at fault. */
export const planCreation = (draft: CreateDraft) => api.post('/api/changes/create', draft, { schema: Change })
