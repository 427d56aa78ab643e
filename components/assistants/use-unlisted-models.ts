'use client'

import { useTranslations } from 'next-intl'
import { useModelFate } from '@/components/connection/use-model-fate'

/** What is to be said of a model that the connection does not list, before a run is begun; undefined of others. */
export function useUnlistedModels() {
  const t = useTranslations('assistants.unlisted')
  const fateOf = useModelFate()
  return (model: string): string | undefined => {
    const fate = fateOf(model)
    return fate === null ? undefined : t(fate, { model })
  }
}
