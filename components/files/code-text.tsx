'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { WrapText } from '@/components/json/icons'
import { useHighlighted } from '@/components/text/use-highlighted'
import { CopyButton } from '@/components/ui/copy-button'
import { IconButton } from '@/components/ui/icon-button'

interface CodeTextProps {
  readonly text: string
  /** The end of its name. */
  readonly language: string
  /** What it is called. */
  readonly label: string
}

/** A text as it was written; code of a language that is known stands out as such. */
export function CodeText({ text, language, label }: CodeTextProps) {
  const t = useTranslations('common')
  const [isWrapped, setWrapped] = useState(true)
  const pieces = useHighlighted({ code: text, language, isNear: true })
  return (
    <div className="min-w-0 rounded-field border border-line bg-sunken">
      <div className="flex items-center justify-between gap-2 border-b border-line pl-3">
        <span className="truncate font-mono text-meta text-muted">{language}</span>
        <span className="flex items-center">
          <IconButton
            label={t('json.wrap')}
            icon={<WrapText size={14} />}
            aria-pressed={isWrapped}
            className={`size-7 ${isWrapped ? 'text-ink' : ''}`}
            onClick={() => setWrapped(!isWrapped)}
          />
          <CopyButton text={text} label={t('copy_named', { name: label })} />
        </span>
      </div>
      <pre
        tabIndex={0}
        role="region"
        aria-label={label}
        className={`max-h-[75dvh] overflow-auto px-3 py-2 font-mono text-row
          ${isWrapped ? 'wrap-anywhere whitespace-pre-wrap' : ''}`}
      >
        <code>
          {pieces
            ? pieces.map(({ text: piece, look }, index) =>
                look ? (
                  <span key={index} className={look}>
                    {piece}
                  </span>
                ) : (
                  piece
                ),
              )
            : text}
        </code>
      </pre>
    </div>
  )
}
