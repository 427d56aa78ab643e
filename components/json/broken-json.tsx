'use client'

import { useTranslations } from 'next-intl'
import { placeOf, readJson } from './json-source'

/** How much of the text stands before and behind the place. */
const AROUND = 24

/** Says where a text is no JSON, and shows the place; nothing for one that is. */
export function BrokenJson({ text }: { text: string }) {
  const t = useTranslations('assistants.json')
  const reading = readJson(text)
  if (reading.ok) return null
  const { problem, offset, name = '' } = reading
  return (
    <p data-status="failed" className="text-row text-tone">
      <span className="font-medium">
        {t('broken', { at: t('at', { ...placeOf(text, offset), problem: t(problem, { name, most: 0 }) }) })}
      </span>{' '}
      <code className="font-mono text-meta wrap-anywhere">
        {offset > AROUND && '…'}
        {text.slice(Math.max(0, offset - AROUND), offset)}
        <mark className="bg-tint font-bold text-tone underline decoration-2 underline-offset-4">
          {text.slice(offset, offset + 1).trim() || '\u2009⌷\u2009'}
        </mark>
        {text.slice(offset + 1, offset + AROUND)}
        {offset + AROUND < text.length && '…'}
      </code>
    </p>
  )
}
