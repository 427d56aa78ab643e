/** A header that clients send once: the first value. */
export const single = (value: string | readonly string[] | undefined) =>
  typeof value === 'string' ? value : value?.[0]
