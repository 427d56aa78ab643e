/** What a program says of why it ended, with its usage where that is about its options. */
export function programFailure(error: unknown, usage: string): unknown {
  if (!(error instanceof Error)) return error
  const isOfOptions = 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  return isOfOptions ? `${error.message.split('. ')[0]}.\n${usage}` : error.message
}
