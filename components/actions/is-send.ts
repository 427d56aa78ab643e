import type { Press } from './press'

/** The shortcut that sends, known before the table of shortcuts is loaded: a message can be written as soon as a page is. */
export const isSend = ({ key, shiftKey, altKey }: Pick<Press, 'key' | 'shiftKey' | 'altKey'>): boolean =>
  key === 'Enter' && !shiftKey && !altKey
