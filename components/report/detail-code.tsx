'use client'

import { useTranslations } from 'next-intl'
import { codeOf, languagesOf } from '@/lib/inspector/code'
import type { Selection } from '@/lib/inspector/selection'
import { messagesBefore } from '@/lib/run/messages-before'
import { CodeInLanguages } from './code-in-languages'
import { useSurroundings, type RunSurroundings } from './report-context'

interface DetailCodeProps {
  readonly selection: Selection
  readonly server: NonNullable<RunSurroundings['server']>
}

/** How to do the same from one's own code. */
export function DetailCode({ selection, server }: DetailCodeProps) {
  const t = useTranslations('inspector.code')
  const { messages } = useSurroundings()
  const before = messagesBefore(messages.known, selection.run)
  const isAnswer = selection.type === 'call' && selection.call.type === 'function'
  const what = selection.type === 'run' ? 'run' : isAnswer ? 'answer' : 'step'
  return (
    <CodeInLanguages
      title={t(what)}
      languages={languagesOf[server.kind]}
      codeIn={(language) => codeOf(selection, language, { ...server, before })}
    />
  )
}
