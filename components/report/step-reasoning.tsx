'use client'

import { PlainText } from '@/components/text/plain-text'
import type { StepNote } from '@/lib/protocol/playground'
import { Reasoning } from './reasoning'

/** A model's reasoning as its run's log has it. */
export function StepReasoning({ note, isLive }: { note: StepNote; isLive: boolean }) {
  const { reasoning } = note
  // What came encrypted only cannot be read.
  if (!reasoning || reasoning.text === '') return null
  return (
    <Reasoning times={reasoning} isLive={isLive}>
      <PlainText text={reasoning.text} />
    </Reasoning>
  )
}
