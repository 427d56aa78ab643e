/**
 * The `temperature` and `top_p` of assistants and runs that nobody has set: the wire tells them by this number, so that
 * it stands for the model's own default.
 */
export const DEFAULT_SAMPLING = 1
