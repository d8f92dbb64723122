/** A two-letter language code (ISO 639-1), lower case: `en`, `es`, `ja`. */
export type Language = string

/** The languages in which Firstline's own sentences exist; any other gets English. */
export const OWN_LANGUAGES = ['en', 'es', 'de'] as const
export type OwnLanguage = (typeof OWN_LANGUAGES)[number]

/** The language to write our own sentences in. */
export const ownLanguage = (language: Language): OwnLanguage =>
  OWN_LANGUAGES.find((own) => own === language) ?? 'en'
