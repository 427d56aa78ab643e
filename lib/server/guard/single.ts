/** A header that is sent once by whoever means well. */
export const single = (value: string | readonly string[] | undefined) =>
  typeof value === 'string' ? value : value?.[0]
