import { frenchCourtesy } from './french-courtesy.ts'
import { frenchRisks } from './french-risks.ts'
import type { PhraseBook } from './phrase-book.ts'

export const frenchPhrases: PhraseBook = {
  language: 'fr',
  words: {
    person:
      'etre_humain|humain|umain|humaine|humains|personne|conseiller|conseillere|agent|operateur|operatrice|quelqu_un|representant|responsable|superviseur|technicien|collaborateur|interlocuteur|manager|employe',
    real: 'vrai|vraie|reel|reelle|humain|humaine|physique|de|du|service|client|support|clientele|technique|votre|l|equipe',
    a: 'un|une|le|la|l|votre|vos|autre|des',
    talk: 'parler|discuter|echanger|parle|communiquer|dialoguer|chatter',
    bot: 'bot|bots|robot|robots|chatbot|machine|ia|automate',
    please: 's_il_vous_plait|svp|stp|s_il_te_plait|maintenant|tout_de_suite|merci|vite',
    lawyer: 'avocat|avocats|avocate|juriste|huissier',
    debtor: 'client|clients|debiteur|debiteurs|cliente',
    delete:
      'supprimer|supprimez|supprime|effacer|effacez|efface|detruire|detruisez|retirer|suppression|effacement',
    privacy: 'rgpd|gdpr',
  },
  typos: ['humain', 'conseiller', 'personne', 'parler', 'operateur'],
  wantsPerson: {
    says: [
      '{talk} a|avec|au {a}? {a}? {real}? {real}? {person}',
      '{talk} avec|au {a}? support|service|equipe|client',
      'passez|passer|passe|transferez|transferer|mettez|mettre|connectez|orientez|dirigez moi|me .. {person}',
      'mettre|mettez|mis|etre moi|me? en? contact|relation .. {person}',
      'veux|voudrais|souhaite|exige|besoin|prefere|demande d? {a}? {a}? {real}? humain|conseiller|conseillere|operateur|interlocuteur',
      'veux|voudrais|souhaite|exige|besoin|prefere d? une|un vraie|vrai|reelle personne|agent',
      'veux|voudrais|exige|besoin d? une|un personne|agent $|{please}|et',
      'y a t il|quelqu_un ..',
      'il y a quelqu un',
      'quelqu un peut|pourrait il? me? .. appeler|rappeler|aider|repondre',
      'rappelez|appelez|rappeler|contactez moi',
      'etre rappele|rappelee',
      'ne veux|souhaite pas {talk} a|avec {a}? {bot}',
      'veux|voulons pas d|de|du|un? {bot}',
      'marre|assez de|du|des|avec|ces|ce .. {bot}',
      'pas|plus un|de|d {bot} {please}?',
      'service client humain',
      '^ {a}? {real}? {person} {please}',
    ],
    alone: [
      '{a}? {real}? humain|personne|conseiller|agent|operateur|interlocuteur|representant|responsable {please}?',
      'service client {please}?',
      '{talk} a|avec {a}? {real}? {person}',
      'vraie|vrai personne|humain {please}?',
      'quelqu un {please}?',
    ],
    unless: [
      'ne|n veux|souhaite|voudrais|besoin|ai pas besoin? de? {talk} a|avec {a}? {real}? {person}',
      'pas besoin de? {talk} ...',
      'sans {talk} ..',
      'ai|avais|avons deja? parle|discute ...',
      'mes|nos|mon clients|utilisateurs|equipe|client .. {talk} ...',
      'y a t il .. limite|maximum|moyen|option|frais ..',
    ],
  },
  risks: frenchRisks,
  courtesy: frenchCourtesy,
}
