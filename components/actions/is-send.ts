import type { Press } from './press'

/** The shortcut that sends, known before the table of shortcuts has loaded: a message may be written by then. */
export const isSend = ({ key, shiftKey, altKey }: Pick<Press, 'key' | 'shiftKey' | 'altKey'>): boolean =>
  key === 'Enter' && !shiftKey && !altKey
