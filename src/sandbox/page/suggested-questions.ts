const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  en: [
    'How do I change the VAT rate on an invoice?',
    'Can I get a refund for last month?',
    'How do I reset my password?',
    'I would like to talk to a person, please.',
  ],
  es: [
    '¿Cómo cambio el IVA de una factura?',
    '¿Puedo pedir un reembolso del último mes?',
    'Quiero hablar con una persona, por favor.',
  ],
  de: [
    'Wie ändere ich den Mehrwertsteuersatz einer Rechnung?',
    'Kann ich das Geld für den letzten Monat zurückbekommen?',
    'Ich möchte bitte mit einem Menschen sprechen.',
  ],
}

/** First questions for somebody who writes this language. */
export const suggestedQuestions = (language: string): readonly string[] => QUESTIONS[language] ?? []

const GREETINGS: Readonly<Record<string, string>> = { en: 'Hello', es: 'Hola', de: 'Hallo' }

/** How somebody who writes this language is greeted. */
export const greeting = (language: string): string => GREETINGS[language] ?? 'Hello'
