/** SDKs name it in their exceptions, so each answer carries it back. */
export const REQUEST_ID = 'x-appbuilder-request-id'

/** Older SDKs send it under the name that all of Baidu's clouds have for it. */
export const requestIdOf = (header: (name: string) => string | null | undefined) =>
  header(REQUEST_ID) ?? header('x-bce-request-id')
