'use client'

import { useTranslations } from 'next-intl'
import { useConnection } from '@/components/connection/connection-context'
import { useBaseUrl } from '@/components/connection/use-base-url'
import { useRemembered } from '@/components/kept/use-remembered'
import { CodeBlock } from '@/components/ui/code-block'
import { codeOf, languages } from '@/lib/inspector/code'
import type { Selection } from '@/lib/inspector/selection'
import { useMessagesBefore } from '@/components/run/use-run-messages'

const names = { curl: 'curl', python: 'openai-python', node: 'openai-node', appbuilder: 'appbuilder-sdk' } as const

/** How to do the same from one's own code; the language is remembered. Props: selection. */
export function DetailCode({ selection }: { selection: Selection }) {
  const t = useTranslations('inspector.code')
  const [remembered, remember] = useRemembered('code-language')
  const language = languages.find((each) => each === remembered) ?? 'curl'
  const baseUrl = useBaseUrl()
  const { needsToken } = useConnection()
  const { before } = useMessagesBefore(selection.run)
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
        code={codeOf(selection, language, { baseUrl, needsToken, before })}
        label={t('label', { language: names[language] })}
      />
    </div>
  )
}
