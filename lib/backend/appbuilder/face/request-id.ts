/** SDKs name it in their exceptions, so each answer carries it back. */
export const REQUEST_ID = 'x-appbuilder-request-id'

/** Older SDKs send it under the name that all of Baidu's clouds have for it. */
export const requestIdOf = (headers: Headers) => headers.get(REQUEST_ID) ?? headers.get('x-bce-request-id')
