/** What the wire takes files for. */
export const uploadPurposes = ['assistants', 'vision', 'user_data', 'batch', 'fine-tune', 'evals'] as const
