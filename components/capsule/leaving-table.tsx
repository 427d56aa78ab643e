'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useListed } from '@/components/names/use-listed'
import { useByteSize } from '@/components/uploads/byte-size'
import { countLeaving } from '@/lib/capsule/count-leaving'
import type { Capsule } from '@/lib/capsule/capsule'

const counted = ['messages', 'runs', 'steps', 'events', 'calls'] as const

/** How much of each kind is in the file, and what it names. */
export function LeavingTable({ capsule }: { readonly capsule: Capsule }) {
  const t = useTranslations('capsule.export')
  const listed = useListed()
  const size = useByteSize()
  const leaving = useMemo(() => countLeaving(capsule), [capsule])
  const { files, filesWithBytes: whole, fileBytes, functions, assistants } = leaving
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h3 className="text-row font-medium">{t('leaves')}</h3>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-row">
        {counted.map((kind) => (
          <Line key={kind} name={t(kind)} value={String(leaving[kind])} />
        ))}
        <Line
          name={t('files')}
          value={whole === 0 ? String(files) : t('files_with', { count: files, whole, size: size(fileBytes) })}
        />
      </dl>
      {assistants.length > 0 && (
        <p className="text-row wrap-anywhere">{t('assistants', { names: listed(assistants) })}</p>
      )}
      {functions.length > 0 && <p className="text-row wrap-anywhere">{t('functions', { names: listed(functions) })}</p>}
    </section>
  )
}

function Line({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="tabular-nums">{value}</dd>
    </>
  )
}
