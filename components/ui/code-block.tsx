'use client'

import { CopyButton } from './copy-button'

/** Code as text, with copy. Props: code; label = what it is, for the copy button and readers; wrap. */
export function CodeBlock({ code, label, wrap = false }: { code: string; label: string; wrap?: boolean }) {
  return (
    <div className="flex min-w-0 items-start gap-1 rounded-field border border-line bg-sunken">
      <pre
        tabIndex={0}
        role="region"
        aria-label={label}
        className={`min-w-0 flex-1 overflow-x-auto rounded-field py-2 pl-3 font-mono text-meta
          ${wrap ? 'wrap-anywhere whitespace-pre-wrap' : ''}`}
      >
        <code>{code}</code>
      </pre>
      <CopyButton text={code} label={label} className="m-0.5" />
    </div>
  )
}
