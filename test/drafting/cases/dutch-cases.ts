import type { LanguageCases } from './language-cases.ts'

export const dutchCases: LanguageCases = {
  wantsPerson: {
    yes: [
      'ik wil met een mens praten',
      'Kan ik iemand spreken?',
      'medewerker',
      'een mens alsjeblieft',
      'ik wil niet met een bot praten',
      'Is er iemand?',
      'verbind me door met een medewerker',
      'bel me terug',
      'klantenservice',
      'ik wil een echte medewerker spreken',
    ],
    no: [
      'Ik wil niet met een medewerker praten',
      'Hoe voeg ik een persoon toe aan mijn team?',
      'Hoeveel mensen kunnen het account gebruiken?',
      'Hoe exporteer ik facturen?',
      'Ben jij een bot?',
      'Ik heb met iemand gesproken',
      'Hoe nodig ik een collega uit?',
      'Hoe wijzig ik de contactpersoon?',
    ],
  },
  risks: {
    legal_threat: {
      yes: [
        'Mijn advocaat neemt contact op',
        'Ik schakel een advocaat in',
        'Ik onderneem juridische stappen',
        'ik stap naar de rechter',
        'ik ga naar de Consumentenbond',
        'Ik doe aangifte',
      ],
      no: [
        'Wat is jullie handelsnaam?',
        'Ik ben een advocaat en wil factureren',
        'Voldoen jullie aan de AVG?',
        'Hoe doe ik btw-aangifte?',
        'juridische stappen tegen een klant die niet betaalt',
      ],
    },
    self_harm: {
      yes: [
        'ik wil dood',
        'ik denk aan zelfmoord',
        'ik wil niet meer leven',
        'ik wil een einde aan mijn leven maken',
      ],
      no: ['de link is dood', 'hoe stop ik het proces?', 'wanneer eindigt mijn proefperiode?'],
    },
    account_security: {
      yes: [
        'mijn account is gehackt',
        'mijn kaart is gestolen',
        'iemand heeft ingelogd op mijn account',
        'een onbekende afschrijving',
        'afgeschreven zonder mijn toestemming',
      ],
      no: [
        'Is mijn account veilig?',
        'Hoe wijzig ik mijn wachtwoord?',
        'Mijn kaart is geweigerd',
        'Hoe beschermen jullie mij tegen fraude?',
      ],
    },
    data_deletion: {
      yes: [
        'Verwijder al mijn gegevens',
        'Ik wil dat al mijn gegevens worden verwijderd',
        'recht op vergetelheid',
      ],
      no: [
        'Hoe verwijder ik mijn account?',
        'Hoe kan ik al mijn gegevens verwijderen?',
        'Hoe verwijder ik een klant?',
        'Wat gebeurt er met mijn gegevens als ik opzeg?',
      ],
    },
  },
  needsNoAnswer: {
    yes: ['bedankt', 'Dank je wel!', 'ok top', 'prima, bedankt', 'het werkt nu, bedankt', 'fijne dag'],
    no: ['hallo', 'bedankt maar het werkt niet', 'ok?', 'ja', 'bedankt, en hoe exporteer ik?'],
  },
}
