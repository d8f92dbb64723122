import type { PhraseBook } from './phrase-book.ts'

/** Shorter than the others: the commonest demands and dangers. */
export const dutchPhrases: PhraseBook = {
  language: 'nl',
  words: {
    person:
      'mens|mensen|persoon|medewerker|medewerkster|iemand|agent|collega|manager|leidinggevende|vertegenwoordiger',
    a: 'een|de|n|jullie|uw|andere',
    real: 'echt|echte|levend|levende|menselijke|van_vlees_en_bloed|van_de_klantenservice|van_support',
    talk: 'praten|spreken|chatten|bellen|overleggen',
    bot: 'bot|bots|robot|robots|chatbot|computer|machine|ai',
    lawyer: 'advocaat|advocaten|jurist',
    delete: 'verwijder|verwijderen|verwijdert|wis|wissen|wist|verwijdering|verwijderd|gewist',
  },
  typos: ['medewerker', 'persoon', 'praten', 'spreken', 'iemand'],
  wantsPerson: {
    says: [
      'met {a}? {real}? {person} {real}? {talk}',
      '{talk} met {a}? {real}? {person}',
      '{person} .. spreken',
      'verbind|verbinden|verbindt|doorverbinden me|mij? .. {person}',
      'met {a}? {real}? {person} doorverbinden|doorverbonden',
      'wil|wens|heb|eis .. {a}? {real}? mens|medewerker nodig|spreken|alsjeblieft|aub|$',
      'niet met {a}? {bot} {talk}',
      'wil geen {bot}',
      'bel|bellen me|mij terug|op?',
      'is er iemand|daar',
    ],
    alone: ['{a}? {real}? mens|persoon|medewerker|agent alsjeblieft|aub|alstublieft?', 'klantenservice'],
    unless: [
      'niet met {a}? {real}? {person} {talk}',
      'hoef|wil .. niet .. {person} {talk}',
      'met {person} gesproken',
    ],
  },
  risks: {
    legal_threat: {
      says: [
        'mijn|onze|een {lawyer} .. neemt|zal|contact|inschakelen|schakel|in',
        'schakel|schakelen|raadpleeg|neem .. {lawyer}',
        'klaag|sleep jullie|u .. aan|rechter',
        'juridische|gerechtelijke stappen|actie|procedure',
        'voor|naar de rechter|rechtbank',
        'aangifte|consumentenbond|autoriteit_persoonsgegevens|geschillencommissie|klacht_bij_de_autoriteit',
      ],
      unless: [
        'klant|klanten ... stappen|rechter|aangifte',
        'stappen|actie|procedure tegen .. klant|klanten',
        'ben een? {lawyer} ..',
        'aangifte .. btw|belasting',
        'btw aangifte',
      ],
    },
    self_harm: {
      says: [
        'ik wil .. dood|sterven|niet_meer_leven',
        'mezelf|mijzelf .. doden|iets_aandoen|pijn_doen|van_kant_maken',
        'zelfmoord|suicidaal|zelfdoding',
        'einde aan mijn leven',
        'niet meer leven',
        'pleeg zelfmoord',
      ],
      unless: ['zelfmoordpreventie'],
    },
    account_security: {
      says: [
        'gehackt|gehackte|hacker',
        'account|kaart|wachtwoord|pas .. gestolen|gekraakt|misbruikt|overgenomen',
        'iemand .. ingelogd|toegang_tot_mijn|veranderd|gewijzigd|gebruikt_mijn',
        'ongeautoriseerde|onbekende|verdachte|frauduleuze afschrijving|betaling|login|inlog|activiteit|inlogpoging|transactie',
        'herken .. afschrijving|betaling|transactie|login .. niet',
        'zonder mijn toestemming',
        'fraude|oplichting|oplichters|datalek|beveiligingslek',
      ],
      unless: [
        'hoe .. beschermen|beschermt|voorkomen ...',
        'tegen .. fraude|hackers|phishing',
        'hoe|kan|mag .. iemand ...',
      ],
    },
    data_deletion: {
      says: [
        '{delete} .. al|alle|mijn|onze .. gegevens|data|persoonsgegevens|informatie',
        'mijn|al_mijn|alle|onze .. gegevens|data|persoonsgegevens .. {delete}',
        'recht op vergetelheid|gegevenswissing|verwijdering',
        '{delete} .. avg',
      ],
      unless: [
        'hoe|waar|wanneer .. {delete} ...',
        'hoe|kan|mag|kunnen ik|wij|we ... {delete}',
        'hoe|kan|mag|kunnen ik|wij|we ... gegevens|data ..',
        'wat gebeurt ...',
        'worden|wordt mijn ...',
        'niet .. {delete}',
        'klant|klanten ... {delete} ..',
        '{delete} .. klant|klanten ..',
      ],
    },
  },
  courtesy: {
    greetings: [
      'hallo|hoi|hey|dag|goedemorgen|goedemiddag|goedenavond|goedendag|beste team|allemaal|support|mevrouw|heer?',
      'geachte heer|mevrouw|team of? mevrouw|heer?',
    ],
    closings: [
      'bedankt|dank|dankjewel|dankuwel|thanks|merci',
      'ok|oke|okay|prima|top|super|mooi|perfect|duidelijk|begrepen|opgelost|goed|fijn|helder|geweldig|is_goed',
      'het|dat werkt|is_gelukt|lukt|is_opgelost|was_alles|was_het nu|weer?',
      'tot ziens|later|snel',
      'fijne|prettige dag|avond|weekend',
      'met? vriendelijke groet|groeten',
      'groetjes|groeten|groet|mvg',
    ],
    fillers: [
      'je|jou|u|wel|zeer|heel|erg|hartelijk|alvast|nogmaals|voor|de|het|jullie|uw|snelle|hulp|reactie|antwoord|ja|nu|alles|en|goede',
      'bij voorbaat',
    ],
    signOffs: [
      'met? vriendelijke groet|groeten',
      'groetjes|groeten|groet|mvg|bedankt',
      'verzonden vanaf|met ..',
    ],
  },
}
