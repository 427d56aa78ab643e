'use client'

import { useTranslations } from 'next-intl'
import { useRemembered } from '@/components/kept/use-remembered'
import { CodeBlock } from '@/components/ui/code-block'
import type { Language } from '@/lib/inspector/code'

const names: Readonly<Record<Language, string>> = {
  curl: 'curl',
  python: 'openai-python',
  node: 'openai-node',
  agents: '@azure/ai-agents',
  appbuilder: 'appbuilder-sdk',
}

interface CodeInLanguagesProps {
  /** What the code does. */
  readonly title: string
  readonly languages: readonly Language[]
  /** Undefined for what a language has no words for. */
  readonly codeIn: (language: Language) => string | undefined
}

/** Code in the language of the reader's choice, which is remembered. */
export function CodeInLanguages({ title, languages, codeIn }: CodeInLanguagesProps) {
  const t = useTranslations('inspector.code')
  const [remembered, remember] = useRemembered('code-language')
  const language = languages.find((each) => each === remembered) ?? 'curl'
  const code = codeIn(language)
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-row text-muted">{title}</p>
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
      {code !== undefined && <CodeBlock code={code} label={t('label', { language: names[language] })} />}
    </div>
  )
}
