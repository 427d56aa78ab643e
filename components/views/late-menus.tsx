'use client'

import { Suspense, type ComponentProps } from 'react'
import { lateSilently } from '@/components/late/late'
import type { RunsMenu as RunsMenuComponent } from './runs-menu'
import type { ThreadsMenu as ThreadsMenuComponent } from './threads-menu'

const LateRunsMenu = lateSilently(() => import('./runs-menu').then((file) => file.RunsMenu))
const LateThreadsMenu = lateSilently(() => import('./threads-menu').then((file) => file.ThreadsMenu))

const place = <span className="size-8" />

/** The menu of the list of runs, which comes behind the page. Props: filter. */
export const RunsMenu = (props: ComponentProps<typeof RunsMenuComponent>) => (
  <Suspense fallback={place}>
    <LateRunsMenu {...props} />
  </Suspense>
)

/** The same of threads. */
export const ThreadsMenu = (props: ComponentProps<typeof ThreadsMenuComponent>) => (
  <Suspense fallback={place}>
    <LateThreadsMenu {...props} />
  </Suspense>
)
