'use client'

import { useState, type ReactNode } from 'react'
import { CapsuleView } from '@/components/viewer/capsule-view'
import { createUrlState, hashPart } from '@/lib/inspector/url-state'
import type { Capsule } from '@/lib/capsule/capsule'
import { KeepHere } from './keep-here'

interface OpenedCapsuleProps {
  readonly capsule: Capsule
  /** The way to another file. */
  readonly another: ReactNode
}

/** A file that was opened, and the way to keep it. */
export function OpenedCapsule({ capsule, another }: OpenedCapsuleProps) {
  const [urlState] = useState(() => {
    const part = hashPart(window)
    return createUrlState(part, part.read())
  })
  return (
    <>
      <KeepHere capsule={capsule} />
      <CapsuleView capsule={capsule} urlState={urlState} tools={another} />
    </>
  )
}
