'use client'

import { useTranslations } from 'next-intl'
import { useConnection } from '@/components/connection/connection-context'
import type { RunSummary } from '@/lib/protocol/playground'
import { plainName } from './plain-name'

type Named =
  | Pick<RunSummary, 'assistant_name' | 'run'>
  | (Pick<RunSummary, 'assistant_name'> & { readonly assistant_id: string })

/** The name of a run's assistant; its id where no name of it is known here. */
export function useAssistantName() {
  const t = useTranslations('runs')
  const { info } = useConnection()
  return (named: Named) => {
    if (named.assistant_name !== null) return plainName(named.assistant_name)
    const id = 'run' in named ? named.run.assistant_id : named.assistant_id
    // Here one without a name has none; of a backend elsewhere it may only not have been seen.
    return info.kind === 'embedded' ? t('unnamed_assistant') : t('unknown_assistant', { id })
  }
}
