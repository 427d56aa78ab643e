'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { useNear } from '@/components/scrolling/use-near'
import { CopyButton } from '@/components/ui/copy-button'
import { useHighlighted } from './use-highlighted'

/** Code in a message, with its language and copy. Props: code, language = as written, or empty. */
export function FencedCode({ code, language }: { code: string; language: string }) {
  const t = useTranslations('thread')
  const box = useRef<HTMLDivElement>(null)
  const pieces = useHighlighted({ code, language, isNear: useNear(box) })
  return (
    <div ref={box} className="min-w-0 rounded-field border border-line bg-sunken">
      <div className="flex items-center justify-between border-b border-line pl-3">
        <span className="font-mono text-meta text-muted">{language || t('code')}</span>
        <CopyButton text={code} label={t('copy_code')} />
      </div>
      <pre dir="ltr" tabIndex={0} className="overflow-x-auto rounded-b-field px-3 py-2 font-mono text-row">
        <code>
          {pieces
            ? pieces.map(({ text, look }, index) =>
                look ? (
                  <span key={index} className={look}>
                    {text}
                  </span>
                ) : (
                  text
                ),
              )
            : code}
        </code>
      </pre>
    </div>
  )
}
