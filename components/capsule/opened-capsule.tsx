'use client'

import { useState, type ReactNode } from 'react'
import { CapsuleView } from '@/components/viewer/capsule-view'
import { createUrlState, hashPart } from '@/lib/inspector/url-state'
import type { OpenCapsule } from '@/lib/capsule/capsule'
import { KeepHere } from './keep-here'

interface OpenedCapsuleProps {
  readonly capsule: OpenCapsule
  /** What it was read from. */
  readonly file: File
  /** The way to another file. */
  readonly another: ReactNode
}

/** A file that was opened, and the way to keep it. */
export function OpenedCapsule({ capsule, file, another }: OpenedCapsuleProps) {
  const [urlState] = useState(() => {
    const part = hashPart(window)
    return createUrlState(part, part.read())
  })
  return (
    <>
      <KeepHere file={file} threadId={capsule.recording.thread.id} />
      <CapsuleView capsule={capsule} urlState={urlState} tools={another} />
    </>
  )
}
