'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CodeBlock } from './code-block'

interface EmptyStateProps {
  readonly title: string
  readonly text: string
  readonly action?: ReactNode
  readonly curl?: string
}

/**
 * What stands where nothing is yet. Props: title; text = one sentence: what will stand here; action = one runnable
 * example, a button; curl = the same as a command.
 */
export function EmptyState({ title, text, action, curl }: EmptyStateProps) {
  const t = useTranslations('common')
  return (
    <div className="mx-auto flex w-full max-w-prose flex-col items-start gap-3 py-10">
      <h2 className="text-section">{title}</h2>
      <p className="text-prose text-muted">{text}</p>
      {action}
      {curl && (
        <div className="mt-3 flex w-full min-w-0 flex-col gap-1">
          <p className="text-meta text-muted">{t('try_example')}</p>
          <CodeBlock wrap code={curl} label={t('copy_named', { name: 'curl' })} />
        </div>
      )}
    </div>
  )
}
