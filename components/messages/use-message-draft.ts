'use client'

import { keptUnder, useKept } from '@/components/kept/kept-in-tab'

interface KeptDraft {
  readonly text: string
  /** What the address offered when it was used: from then on the edited text counts. */
  readonly taken: string
}

/**
 * The message that is being written in a place, with what the address offers to begin with. It stays over other pages
 * and reloads until it is sent; what was offered and sent is not offered again on the way back.
 */
export function useMessageDraft(place: string, offered = '') {
  const name = `message:${place}`
  const [kept, keep] = useKept<KeptDraft>(name)
  const isTaken = kept !== undefined && (offered === '' || kept.taken === offered)
  return {
    text: isTaken ? kept.text : offered,
    write: (text: string) => keep(draftOf(text, offered || (kept?.taken ?? ''))),
    /** Removes what was sent, and keeps what was typed behind it meanwhile. */
    takeOut(sent: string) {
      const { text = offered, taken = offered } = keptUnder<KeptDraft>(name) ?? {}
      keep(draftOf(text.startsWith(sent) ? text.slice(sent.length) : text, taken))
    },
  }
}

const draftOf = (text: string, taken: string): KeptDraft | undefined =>
  text === '' && taken === '' ? undefined : { text, taken }

export type MessageDraft = ReturnType<typeof useMessageDraft>
