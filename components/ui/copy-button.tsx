'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState, type ReactNode } from 'react'
import { copyText } from './copy-text'
import { IconButton } from './icon-button'
import { Check, Copy } from './icons'
import { toast } from './toast-store'

interface CopyButtonProps {
  readonly text: string | (() => string | Promise<string>)
  readonly label?: string
  /** What stands on the button, where two of them stand beside each other. */
  readonly icon?: ReactNode
  readonly className?: string
}

/** Copies text. Props: text, or a function that makes it when asked; label = the button's name; icon; className. */
export function CopyButton({ text, label, icon = <Copy size={14} />, className = '' }: CopyButtonProps) {
  const t = useTranslations('common')
  const [copied, setCopied] = useState(false)

  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1_500)
    return () => clearTimeout(timer)
  }, [copied])

  const write = async () => copyText(typeof text === 'string' ? text : await text())
  const copy = () =>
    write().then(
      () => setCopied(true),
      () => toast(t('copy_failed'), 'error'),
    )

  return (
    <>
      <IconButton
        label={label ?? t('copy')}
        icon={copied ? <Check size={14} /> : icon}
        className={`size-7 ${className}`}
        onClick={copy}
      />
      <span role="status" className="sr-only">
        {copied ? t('copied') : ''}
      </span>
    </>
  )
}
