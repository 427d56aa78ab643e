/**
 * The `temperature` and `top_p` of assistants and runs where nobody has set them: the wire then has this number, so it
 * means the model's own default.
 */
export const DEFAULT_SAMPLING = 1
