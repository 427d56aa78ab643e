'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CopyButton } from './copy-button'

/**
 * JSON, pretty or as it came, with copy. Text that does not parse is shown as it is.
 * Props: value = any JSON value, or text = JSON as somebody wrote it; label = what it is.
 */
export function JsonView({ label, ...source }: { label: string } & ({ value: unknown } | { text: string })) {
  const t = useTranslations('common')
  const [raw, setRaw] = useState(false)
  const original = 'text' in source ? source.text : JSON.stringify(source.value)
  const pretty = prettyOf(original)
  const shown = raw || pretty === undefined ? original : pretty
  return (
    <div className="min-w-0 rounded-field border border-line bg-sunken">
      <div className="flex items-center justify-between gap-2 border-b border-line pl-3">
        <span className="truncate text-meta font-medium text-muted">{label}</span>
        <span className="flex items-center">
          {pretty !== undefined && (
            <button
              type="button"
              aria-pressed={raw}
              className="touch h-7 rounded-chip px-2 text-meta text-muted hover:text-ink"
              onClick={() => setRaw(!raw)}
            >
              {raw ? t('pretty') : t('raw')}
            </button>
          )}
          <CopyButton text={shown} label={t('copy_named', { name: label })} />
        </span>
      </div>
      <pre
        tabIndex={0}
        role="region"
        aria-label={label}
        className={`max-h-96 overflow-auto px-3 py-2 font-mono text-meta ${raw ? 'break-all whitespace-pre-wrap' : ''}`}
      >
        <code>{shown}</code>
      </pre>
    </div>
  )
}

function prettyOf(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    // Not JSON: models may write anything as arguments. It is shown as it is.
    return undefined
  }
}
