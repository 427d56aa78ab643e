import type { IncomingMessage } from 'node:http'

/** Anybody may send this header: it only makes cookies stricter, and addresses longer, for the sender's own browser. */
export function isEncrypted({ socket, headers }: IncomingMessage): boolean {
  const [proto] = String(headers['x-forwarded-proto'] ?? '').split(',')
  return 'encrypted' in socket || proto?.trim() === 'https'
}
