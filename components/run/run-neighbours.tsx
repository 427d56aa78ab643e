'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { runPath } from '@/components/routing/paths'
import { ChevronRight } from '@/components/ui/icons'
import { neighbourRunsQuery } from '@/lib/client/run-queries'
import type { Run } from '@/lib/protocol/run'
import { ChevronLeft } from '@/components/report/icons'

/** The ways to the run before and the run after, in the same thread; nothing where there are none. Props: run. */
export function RunNeighbours({ run }: { run: Run }) {
  const t = useTranslations('inspector.neighbours')
  const { data } = useQuery(neighbourRunsQuery(useApi(), run))
  if (!data || (!data.before && !data.after)) return null
  return (
    <nav aria-label={t('title')} className="flex">
      <Way run={data.before} label={t('before')} rel="prev">
        <ChevronLeft size={16} aria-hidden />
      </Way>
      <Way run={data.after} label={t('after')} rel="next">
        <ChevronRight size={16} aria-hidden />
      </Way>
    </nav>
  )
}

interface WayProps {
  readonly run: Run | null
  readonly label: string
  readonly rel: 'prev' | 'next'
  readonly children: ReactNode
}

function Way({ run, label, rel, children }: WayProps) {
  const { connection } = useApi()
  const className = 'touch inline-flex size-8 items-center justify-center rounded-field'
  if (!run) return <span className={`${className} text-muted opacity-50`}>{children}</span>
  return (
    <Link
      prefetch={false}
      href={runPath(connection, run)}
      rel={rel}
      aria-label={label}
      title={label}
      className={`${className} text-muted hover:bg-sunken hover:text-ink`}
    >
      {children}
    </Link>
  )
}
