import type { PhraseBook } from './phrase-book.ts'

/** Shorter than the others: the commonest demands and dangers. */
export const italianPhrases: PhraseBook = {
  language: 'it',
  words: {
    person:
      'persona|umano|umana|essere_umano|operatore|operatrice|agente|qualcuno|responsabile|consulente|addetto|assistente_umano',
    a: 'un|una|uno|il|la|l|vostro|qualche',
    real: 'vera|vero|reale|umano|umana|in_carne_e_ossa|dell_assistenza|del_supporto|servizio|clienti',
    talk: 'parlare|parlo|chattare|comunicare|conversare',
    bot: 'bot|robot|chatbot|macchina|ia|risponditore',
    lawyer: 'avvocato|avvocata|avvocati|legale',
    delete:
      'cancellare|cancellate|cancelli|cancella|eliminare|eliminate|elimini|elimina|rimuovere|rimuovete|cancellazione|eliminazione',
  },
  typos: ['parlare', 'umano', 'operatore', 'qualcuno'],
  wantsPerson: {
    says: [
      '{talk} con {a}? {real}? {person}',
      '{talk} con l|il|un|il_vostro assistenza|supporto|servizio_clienti',
      'passatemi|passami|mi_passi|mi_passate|mettetemi_in_contatto_con|trasferitemi .. {person}',
      'voglio|vorrei|ho_bisogno|preferisco|esigo di? {a}? {real}? umano|operatore|persona_vera|persona_reale|agente|operatrice',
      'non voglio|vorrei {talk} con {a}? {bot}',
      'non voglio {a}? {bot}',
      'basta con? i|questo|questi|il? {bot}',
      'c_e qualcuno',
      'richiamatemi|chiamatemi|mi_richiamate',
    ],
    alone: [
      '{a}? {real}? persona|umano|operatore|agente|operatrice {real}? per_favore?',
      'servizio clienti',
      'assistenza umana',
    ],
    unless: [
      'non voglio|vorrei|devo|serve|ho_bisogno_di {talk} con {a}? {real}? {person}',
      'senza {talk} ..',
      'ho parlato ..',
    ],
  },
  risks: {
    legal_threat: {
      says: [
        'mio|nostro|un|al_mio {lawyer} .. contattera|scrivera|sentirete|vi|si',
        'contattare|contattero|sentire|sentiro|rivolgo|rivolgero|rivolgermi .. {lawyer}',
        'vi|la denuncio|denuncero|querelo|denunceremo|faccio_causa|faro_causa',
        'vie|azione|azioni|azioni_legali|vie_legali legali|legale',
        'in tribunale',
        'sporgere|presentare|presentero|sporgo denuncia|querela|reclamo_al_garante',
        'garante della|per_la privacy|protezione',
        'associazione dei|consumatori consumatori?',
        'codacons|altroconsumo',
      ],
      unless: [
        'clienti|cliente ... legali|tribunale|denuncia|causa',
        'legali|tribunale|denuncia|causa .. contro .. cliente|clienti',
        'sono un? {lawyer} ..',
      ],
    },
    self_harm: {
      says: [
        'voglio|vorrei|preferisco morire|uccidermi|ammazzarmi|farla_finita',
        'mi uccido|ammazzo|suicido',
        'suicidio|suicidarmi|suicida',
        'togliermi la vita',
        'non voglio|riesco piu? a? vivere',
        'farmi del male',
      ],
      unless: ['prevenzione del suicidio', 'morire dal|di ridere|fame'],
    },
    account_security: {
      says: [
        'hackerato|hackerata|hackerati|violato|violata|clonata|clonato|rubata|rubato .. account|carta|password|profilo',
        'account|carta|password|profilo .. hackerato|hackerata|violato|violata|clonata|clonato|rubata|rubato|compromesso|compromessa',
        'qualcuno .. entrato|effettuato_l_accesso|cambiato|usato|accede|accesso_al_mio',
        'addebito|pagamento|accesso|transazione|attivita .. non_autorizzato|non_autorizzata|sospetto|sospetta|fraudolento|fraudolenta',
        'non riconosco .. addebito|pagamento|accesso|transazione',
        'senza la? mia autorizzazione|permesso',
        'frode|truffa',
      ],
      unless: ['come .. proteggete|proteggere|evitare ...', 'protezione .. frode|truffa|phishing'],
    },
    data_deletion: {
      says: [
        '{delete} .. tutti|i_miei|miei|dei_miei .. dati|informazioni',
        'diritto all oblio|cancellazione',
        'voglio|chiedo|richiedo che .. dati .. cancellati|eliminati',
        '{delete} .. gdpr',
      ],
      unless: [
        'come|dove|quando .. {delete} ...',
        'posso|si_puo|possiamo {delete} ...',
        'cosa succede ...',
        'non {delete} ...',
        '{delete} .. cliente|clienti ..',
        'cliente|clienti ... {delete} ...',
      ],
    },
  },
  courtesy: {
    greetings: [
      'ciao|salve|buongiorno|buonasera|buondi a_tutti|tutti?',
      'gentile|gentili|spettabile|egregio signori|team|signore|signora?',
    ],
    closings: [
      'grazie|ringrazio',
      'ok|okay|perfetto|ottimo|bene|benissimo|fantastico|capito|chiaro|risolto|va_bene|d_accordo|bravi|bravo|esatto',
      'ora|adesso funziona',
      'funziona|problema_risolto|tutto_a_posto|tutto_ok|tutto_chiaro|e_tutto',
      'arrivederci|a_presto|buona_giornata|buona_serata|buon_weekend|saluti|cordiali_saluti',
    ],
    fillers: [
      'mille|tante|molte|molto|tutto|ancora|di|per|il|la|l|vostro|tuo|aiuto|risposta|supporto|gentile|rapida|si|ah|e|vi|ti|adesso|ora',
      'in anticipo',
    ],
    signOffs: [
      'cordiali|distinti|cari saluti',
      'saluti|grazie|cordialmente',
      'grazie e saluti',
      'inviato da ..',
    ],
  },
}
