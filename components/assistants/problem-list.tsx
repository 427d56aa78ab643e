'use client'

import { useTranslations } from 'next-intl'
import type { AssistantDraft } from './assistant-draft'
import { functionNameOf } from './function-draft'

interface ProblemListProps {
  readonly fields: readonly string[]
  readonly draft: AssistantDraft
  readonly onShow: (field: string) => void
}

/** All fields that keep a draft from being saved, each leading there. */
export function ProblemList({ fields, draft, onShow }: ProblemListProps) {
  const t = useTranslations('assistants.form')
  const nameOf = useFieldName(draft)
  return (
    <ul aria-label={t('to_mend')} className="flex max-h-20 flex-wrap gap-x-3 overflow-y-auto">
      {fields.map((field) => (
        <li key={field} className="min-w-0">
          <button
            type="button"
            onClick={() => onShow(field)}
            className="touch text-left text-row underline underline-offset-2 wrap-anywhere"
          >
            {nameOf(field)}
          </button>
        </li>
      ))}
    </ul>
  )
}

const plain = [
  ...['name', 'description', 'instructions', 'model', 'format', 'temperature', 'top_p', 'schema'],
  ...['functions', 'metadata'],
] as const

function useFieldName({ functions }: AssistantDraft) {
  const t = useTranslations('assistants.form')
  return (field: string): string => {
    const known = plain.find((each) => each === field)
    if (known) return t(known as 'name')
    const [kind, ...rest] = field.split('.')
    const id = rest.join('.')
    const fn = kind === 'functions' ? functions[Number(id)] : functions.find(({ key }) => key === id)
    const name = (fn && functionNameOf(fn.source)) ?? t('unnamed_function')
    return kind === 'functions' ? name : t('answers_of', { name })
  }
}
