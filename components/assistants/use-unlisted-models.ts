'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useConnection } from '@/components/connection/connection-context'
import { modelsQuery } from '@/lib/client/queries'

/** What is to be said of a model that the connection does not list, before a run is begun; undefined of others. */
export function useUnlistedModels() {
  const t = useTranslations('assistants.unlisted')
  const { api, info } = useConnection()
  const fate = info.unlisted_models
  const { data } = useQuery({ ...modelsQuery(api), enabled: fate === 'refused' || fate === 'passed_on' })
  const listed = data && new Set(data.data.map(({ id }) => id))
  return (model: string): string | undefined => {
    if (!listed || fate === undefined || fate === 'answered' || model === '' || listed.has(model)) return undefined
    return t(fate, { model })
  }
}
