const QUOTE = 34
const BACKSLASH = 92
const OPENING = new Set([91, 123])
const CLOSING = new Set([93, 125])

/** Tells, piece by piece, whether a JSON object or array has come to its end. Each sign is looked at once. */
export function createJsonEnd() {
  let depth = 0
  let hasBegun = false
  let isText = false
  let isEscaped = false

  function take(sign: number) {
    if (isEscaped) isEscaped = false
    else if (isText) {
      if (sign === BACKSLASH) isEscaped = true
      else if (sign === QUOTE) isText = false
    } else if (sign === QUOTE) isText = true
    else if (OPENING.has(sign)) {
      depth += 1
      hasBegun = true
    } else if (CLOSING.has(sign)) depth -= 1
  }

  return {
    add(piece: string) {
      for (let at = 0; at < piece.length; at += 1) take(piece.charCodeAt(at))
    },
    isReached: () => hasBegun && depth <= 0 && !isText,
  }
}
