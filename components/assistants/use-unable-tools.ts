'use client'

import { useTranslations } from 'next-intl'
import { useConnection } from '@/components/connection/connection-context'
import { useListed } from '@/components/names/use-listed'
import { unableTools } from '@/lib/run/tools-here'

interface UnableTools {
  readonly names: string
  /** What is to be said of them, before a run is begun. */
  readonly words: string
}

/** Which tools the connection cannot run, and what to say of them; undefined where it can run all. */
export function useUnableTools() {
  const t = useTranslations('assistants')
  const { info } = useConnection()
  const listed = useListed()
  return (tools: readonly { readonly type: string }[]): UnableTools | undefined => {
    const unable = unableTools(tools, info)
    if (unable.length === 0) return undefined
    const names = listed(unable)
    return { names, words: t('unable_tools', { names }) }
  }
}
