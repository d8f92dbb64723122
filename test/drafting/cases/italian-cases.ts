import type { LanguageCases } from './language-cases.ts'

export const italianCases: LanguageCases = {
  wantsPerson: {
    yes: [
      'voglio parlare con una persona',
      'Vorrei parlare con un operatore',
      'operatore',
      'un umano per favore',
      'Non voglio parlare con un bot',
      "c'è qualcuno?",
      'posso parlare con qualcuno?',
      'mi passi un operatore',
      'richiamatemi',
      'servizio clienti',
    ],
    no: [
      'Non voglio parlare con un operatore',
      'Come aggiungo una persona al team?',
      'Quante persone possono usare il conto?',
      'Come esporto le fatture?',
      'Come cambio la persona di contatto?',
      'Sei un bot?',
      'Ho parlato con un operatore ieri',
      'Come invito qualcuno?',
    ],
  },
  risks: {
    legal_threat: {
      yes: [
        'Il mio avvocato vi contatterà',
        'vi denuncio',
        'passerò alle vie legali',
        'ci vediamo in tribunale',
        'Mi rivolgerò al mio avvocato',
        'reclamo al Garante della privacy',
      ],
      no: [
        'Qual è la ragione sociale?',
        'Sono un avvocato e vorrei fatturare',
        'Dove sono le note legali?',
        'Siete conformi al GDPR?',
        'azioni legali contro un cliente che non paga',
      ],
    },
    self_harm: {
      yes: ['voglio morire', 'penso al suicidio', 'mi uccido', 'non voglio più vivere'],
      no: ['il link è morto', 'morire dal ridere', 'come termino il processo?'],
    },
    account_security: {
      yes: [
        'il mio account è stato hackerato',
        'mi hanno rubato la carta',
        'un addebito non autorizzato',
        'qualcuno è entrato nel mio account',
        'Non riconosco questo addebito',
      ],
      no: [
        'Il mio account è sicuro?',
        'Come cambio la password?',
        'La carta è stata rifiutata',
        'Come proteggete il conto dalla frode?',
      ],
    },
    data_deletion: {
      yes: [
        'Cancellate tutti i miei dati',
        'Chiedo la cancellazione dei miei dati personali',
        "diritto all'oblio",
      ],
      no: [
        'Come cancello il mio account?',
        'Come posso eliminare tutti i miei dati?',
        'Come elimino un cliente?',
        'Posso cancellare i miei dati?',
      ],
    },
  },
  needsNoAnswer: {
    yes: ['grazie', 'Grazie mille!', 'ok perfetto', 'va bene, grazie', 'ora funziona, grazie', 'arrivederci'],
    no: ['ciao', 'grazie, ma non funziona', 'ok?', 'sì', 'grazie, e come esporto?'],
  },
}
