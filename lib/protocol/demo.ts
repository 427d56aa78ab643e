import * as z from 'zod'
import { MAX_DEMO_MESSAGES, MAX_DEMO_NOTES, MAX_DEMO_TEXT } from './limits'

/** What a presenter says to an assistant, one after the other, and what the presenter wants to remember meanwhile. */
export const demo = z.strictObject({
  messages: z
    .array(
      z.strictObject({
        text: z.string().trim().min(1).max(MAX_DEMO_TEXT),
        notes: z.string().max(MAX_DEMO_NOTES).default(''),
      }),
    )
    .max(MAX_DEMO_MESSAGES),
})

export interface DemoMessage {
  readonly text: string
  /** For the presenter alone. */
  readonly notes: string
}

/** An assistant's demo: messages that are sent one by one. */
export interface Demo {
  readonly messages: readonly DemoMessage[]
}
