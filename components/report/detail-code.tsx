'use client'

import { useTranslations } from 'next-intl'
import { useRemembered } from '@/components/kept/use-remembered'
import { CodeBlock } from '@/components/ui/code-block'
import { codeOf, languages } from '@/lib/inspector/code'
import type { Selection } from '@/lib/inspector/selection'
import { messagesBefore } from '@/lib/run/messages-before'
import { useSurroundings, type RunSurroundings } from './report-context'

const names = { curl: 'curl', python: 'openai-python', node: 'openai-node', appbuilder: 'appbuilder-sdk' } as const

interface DetailCodeProps {
  readonly selection: Selection
  readonly server: NonNullable<RunSurroundings['server']>
}

/** How to do the same from one's own code; the language is remembered. */
export function DetailCode({ selection, server }: DetailCodeProps) {
  const t = useTranslations('inspector.code')
  const [remembered, remember] = useRemembered('code-language')
  const language = languages.find((each) => each === remembered) ?? 'curl'
  const { messages } = useSurroundings()
  const before = messagesBefore(messages.known, selection.run)
  const isAnswer = selection.type === 'call' && selection.call.type === 'function'
  const what = selection.type === 'run' ? 'run' : isAnswer ? 'answer' : 'step'
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-row text-muted">{t(what)}</p>
        <div role="group" aria-label={t('language')} className="flex flex-wrap rounded-field border border-control">
          {languages.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === language}
              onClick={() => remember(each)}
              className={`touch h-7 rounded-chip px-2 font-mono text-meta
                ${each === language ? 'bg-ink text-paper' : 'hover:bg-sunken'}`}
            >
              {names[each]}
            </button>
          ))}
        </div>
      </div>
      <CodeBlock
        code={codeOf(selection, language, { ...server, before })}
        label={t('label', { language: names[language] })}
      />
    </div>
  )
}
