/** A file as an address, of a length that nobody reads. */
const DATA_URL = /(data:[\w.+-]{1,100}\/[\w.+-]{1,100}(?:;[\w.=+-]{1,100}){0,4};base64,[A-Za-z0-9+/]{64,}={0,2})/

/** A text cut before and behind the files in it: what is between two of them, and each of them, in turns. */
export const splitAtDataUrls = (text: string): readonly string[] =>
  text.includes(';base64,') ? text.split(DATA_URL) : [text]
