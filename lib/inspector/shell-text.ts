/** In double quotes, so that the shell puts the token in. */
export const TOKEN_HEADER = '-H "Authorization: Bearer $ACCESS_TOKEN"'

/** What stands between single quotes of a shell. */
export const shellQuoted = (text: string) => text.replaceAll("'", String.raw`'\''`)
