'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { diffWords } from '@/lib/inspector/comparison/word-diff'
import { Beside } from './beside'
import { Section } from './section'
import type { Form, Sides } from './shown-side'
import { WordDiffText } from './word-diff-text'

/** What both were asked: once where it is the same. Nothing where it is not known of one of them. */
export function AskedSection({ sides, form }: { sides: Sides; form: Form }) {
  const t = useTranslations('comparison')
  const [a, b] = [sides.a.asked, sides.b.asked]
  const parts = useMemo(() => (a === null || b === null || a === b ? null : diffWords(a, b)), [a, b])
  if (a === null || b === null) return null
  return (
    <Section title={t('asked')}>
      {parts === null && <Asked text={a} />}
      {parts !== null && form === 'difference' && <WordDiffText parts={parts} />}
      {parts !== null && form === 'beside' && <Beside of={(letter) => <Asked text={letter === 'a' ? a : b} />} />}
    </Section>
  )
}

const Asked = ({ text }: { text: string }) => (
  <p dir="auto" className="line-clamp-12 max-w-prose text-prose wrap-anywhere whitespace-pre-wrap">
    {text}
  </p>
)
