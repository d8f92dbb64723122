const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  en: [
    'How do I export all my data?',
    'How many days do I have to ask for a refund on the monthly plan?',
    'How do I reset my password?',
    'I would like to talk to a person, please.',
  ],
  es: [
    '¿Cómo cancelo mi suscripción?',
    '¿Cómo restablezco mi contraseña?',
    'Quiero hablar con una persona, por favor.',
  ],
  de: [
    'In welchem Tarif ist Single Sign-on enthalten?',
    'Wie setze ich mein Passwort zurück?',
    'Ich möchte bitte mit einem Menschen sprechen.',
  ],
}

/** First questions for somebody who writes this language. */
export const suggestedQuestions = (language: string): readonly string[] => QUESTIONS[language] ?? []

const GREETINGS: Readonly<Record<string, string>> = { en: 'Hello', es: 'Hola', de: 'Hallo' }

/** How somebody who writes this language is greeted. */
export const greeting = (language: string): string => GREETINGS[language] ?? 'Hello'
