'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useMemo, useState, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { IconButton } from '@/components/ui/icon-button'
import { parsedJsonOf } from '@/lib/inspector/example-output'
import { Download, WrapText } from './icons'
import { JsonLines } from './json-lines-view'

/** From this size on a file is offered before a drawing. */
const MAX_SHOWN = 1_000_000

type Look = 'pretty' | 'raw'

type JsonBlockProps = { readonly label: string; readonly first?: Look } & (
  | { readonly value: unknown }
  | { readonly text: string }
)

/**
 * JSON to work with: pretty or as it came, search, wrap, the path and the value of a line, download. Text that does not
 * parse is shown as it is. Props: value = any JSON value, or text = JSON as somebody wrote it; label = what it is;
 * first = how it is shown at first, pretty unless said: that has no spaces, and long numbers as JavaScript reads them.
 */
export function JsonBlock({ label, first = 'pretty', ...source }: JsonBlockProps) {
  const t = useTranslations('common.json')
  const common = useTranslations('common')
  const [look, setLook] = useState(first)
  const [isWrapped, setWrapped] = useState(true)
  const [isAsked, setAsked] = useState(false)
  const text = 'text' in source ? source.text : undefined
  const value = 'text' in source ? undefined : source.value
  const original = useMemo(() => text ?? JSON.stringify(value), [text, value])
  const isTooLong = original.length > MAX_SHOWN && !isAsked
  const parsed = useMemo(
    () => (text === undefined ? value : isTooLong ? undefined : parsedJsonOf(text)),
    [text, value, isTooLong],
  )
  const isPretty = parsed !== undefined && look === 'pretty'
  const download = () => downloadText(`${label.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.json`, original)
  return (
    <div className="min-w-0 rounded-field border border-line bg-sunken">
      <div className="flex flex-wrap items-center justify-between gap-x-2 border-b border-line pl-3">
        <span className="min-w-0 truncate text-meta font-medium text-muted">{label}</span>
        <span className="flex items-center">
          {parsed !== undefined && !isTooLong && (
            <Toggle isOn={look === 'raw'} onToggle={() => setLook(isPretty ? 'raw' : 'pretty')}>
              {common(isPretty ? 'raw' : 'pretty')}
            </Toggle>
          )}
          <IconButton
            label={t('wrap')}
            icon={<WrapText size={14} />}
            aria-pressed={isWrapped}
            className={`size-7 ${isWrapped ? 'text-ink' : ''}`}
            onClick={() => setWrapped(!isWrapped)}
          />
          <IconButton label={t('download')} icon={<Download size={14} />} className="size-7" onClick={download} />
          <CopyButton
            text={isPretty ? () => JSON.stringify(parsed, null, 2) : original}
            label={common('copy_named', { name: label })}
          />
        </span>
      </div>
      {isTooLong && <Offer length={original.length} onDownload={download} onShow={() => setAsked(true)} />}
      {!isTooLong && isPretty && <JsonLines label={label} value={parsed} isWrapped={isWrapped} />}
      {!isTooLong && !isPretty && <Plain label={label} text={original} isWrapped={isWrapped} />}
    </div>
  )
}

function Toggle({ isOn, onToggle, children }: { isOn: boolean; onToggle: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      className="touch h-7 rounded-chip px-2 text-meta text-muted hover:text-ink"
      onClick={onToggle}
    >
      {children}
    </button>
  )
}

function Plain({ label, text, isWrapped }: { label: string; text: string; isWrapped: boolean }) {
  return (
    <pre
      tabIndex={0}
      role="region"
      aria-label={label}
      className={`max-h-(--json-height,24rem) overflow-auto px-3 py-2 font-mono text-meta
        ${isWrapped ? 'wrap-anywhere whitespace-pre-wrap' : ''}`}
    >
      <code>{text}</code>
    </pre>
  )
}

function Offer({ length, onDownload, onShow }: { length: number; onDownload: () => void; onShow: () => void }) {
  const t = useTranslations('common.json')
  const size = useFormatter().number(length / 1e6, { maximumFractionDigits: 1 })
  return (
    <div className="flex flex-wrap items-center gap-3 p-3">
      <p className="text-row">{t('long', { size })}</p>
      <Button onClick={onDownload}>{t('download')}</Button>
      <Button look="quiet" onClick={onShow}>
        {t('show')}
      </Button>
    </div>
  )
}

/** Hands a text to the reader as a file. */
function downloadText(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken hold of the content by the time that the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url))
}
