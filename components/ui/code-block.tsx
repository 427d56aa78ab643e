'use client'

import { CopyButton } from './copy-button'

/** Code as text, with copy. Props: code; label = what it is, for the copy button and readers; wrap. */
export function CodeBlock({ code, label, wrap = false }: { code: string; label: string; wrap?: boolean }) {
  return (
    <div className="relative min-w-0 rounded-field border border-line bg-sunken">
      <pre
        tabIndex={0}
        role="region"
        aria-label={label}
        className={`overflow-x-auto rounded-field py-2 pr-10 pl-3 font-mono text-meta
          ${wrap ? 'wrap-anywhere whitespace-pre-wrap' : ''}`}
      >
        <code>{code}</code>
      </pre>
      <CopyButton text={code} label={label} className="absolute top-0.5 right-0.5" />
    </div>
  )
}
