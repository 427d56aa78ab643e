'use client'

import { useQuery } from '@tanstack/react-query'
import { modelsQuery } from '@/lib/client/queries'
import { useConnection } from './connection-context'

/**
 * What becomes of a run with a model that the connection does not list; null for those that it lists, where every model
 * is answered, and while that is not known. Asks for the list only where `isAsked`.
 */
export function useModelFate({ isAsked = true } = {}) {
  const { api, info } = useConnection()
  const fate = info.unlisted_models
  const { data } = useQuery({ ...modelsQuery(api), enabled: isAsked && (fate === 'refused' || fate === 'passed_on') })
  const listed = data && new Set(data.data.map(({ id }) => id))
  return (model: string): 'refused' | 'passed_on' | null =>
    !listed || fate === undefined || fate === 'answered' || model === '' || listed.has(model) ? null : fate
}
