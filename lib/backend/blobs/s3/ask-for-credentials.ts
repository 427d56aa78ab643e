// Requests to those who give credentials. Nothing of an answer gets into an error but its status and its code.
import * as z from 'zod'
import type { Fetch } from '@/lib/backend/fetch'
import { codeOf } from '../bucket-error'
import { CredentialsError } from '../credentials-error'
import type { LentCredentials } from './credentials'

/** They stand on this machine or beside it: who has not answered until then is not there. */
const ANSWER_MS = 2_000

/** More is no answer. */
const MAX_ANSWER = 64 * 1024

export interface CredentialsRequest {
  readonly address: string
  readonly method?: 'GET' | 'PUT' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly answerMs?: number
}

export interface CredentialsAnswer {
  readonly status: number
  readonly text: string
}

/** `who` is asked. Throws CredentialsError where it cannot be reached. */
export async function askForCredentials(
  who: string,
  fetch: Fetch,
  { address, answerMs = ANSWER_MS, ...request }: CredentialsRequest,
): Promise<CredentialsAnswer> {
  try {
    const signal = AbortSignal.timeout(answerMs)
    const response = await fetch(address, { ...request, redirect: 'manual', signal })
    return { status: response.status, text: await beginningOf(response) }
  } catch (error) {
    // Without its cause, which may quote what was sent.
    throw new CredentialsError(`${who} does not answer${codeOf(error)}`)
  }
}

async function beginningOf({ body }: Response): Promise<string> {
  const pieces: Uint8Array[] = []
  let length = 0
  // Who stops reading closes the connection.
  for await (const piece of body ?? []) {
    pieces.push(piece)
    length += piece.length
    if (length >= MAX_ANSWER) break
  }
  return Buffer.concat(pieces).toString('utf8', 0, MAX_ANSWER)
}

/** Whether it can be sent in a header, as tokens and keys are. */
export const isSendable = (text: string) => /^[\x20-\x7e]+$/.test(text)

/** As clients may be told it: what it is called where it looks like a name, and nothing of what it says. */
export function refusedBy(who: string, status: number, code?: string): CredentialsError {
  const named = code !== undefined && /^\w{1,60}$/.test(code) ? ` ${code}` : ''
  return new CredentialsError(`${who} answered ${status}${named}`)
}

const answer = z.object({
  AccessKeyId: z.string().refine(isSendable),
  SecretAccessKey: z.string().min(1),
  Token: z.string().refine(isSendable).optional(),
  Expiration: z.string().optional(),
})

const failure = z.object({ code: z.string().optional(), Code: z.string().optional() })

/** What containers and instances answer. Throws CredentialsError where there are no credentials in it. */
export function credentialsIn(who: string, { status, text }: CredentialsAnswer): LentCredentials {
  const json = parsed(text)
  const { data } = answer.safeParse(json)
  if (status !== 200 || !data) {
    const { code, Code } = failure.safeParse(json).data ?? {}
    throw refusedBy(who, status, code ?? Code ?? (status === 200 ? 'without_a_key' : undefined))
  }
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = data
  return lent({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey }, Token, Expiration)
}

/** Credentials with their token and their end, as they were written. */
export function lent(
  key: { readonly accessKeyId: string; readonly secretAccessKey: string },
  sessionToken: string | undefined,
  expiration: string | undefined,
): LentCredentials {
  const expiresMs = Date.parse(expiration ?? '')
  return { ...key, ...(sessionToken && { sessionToken }), ...(!Number.isNaN(expiresMs) && { expiresMs }) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
