import type { Courtesy } from './phrase-book.ts'

export const frenchCourtesy: Courtesy = {
  greetings: [
    'bonjour|bonsoir|salut|coucou|hello|re a|l|madame|monsieur|tous|toutes|equipe? et|tous|toute|equipe? madame|monsieur|equipe?',
    'madame|monsieur|chers|chere|cher monsieur|madame|equipe|tous?',
    'bonne journee a tous',
    'j espere .. bien',
    'j ai? une? petite|simple question sur|concernant?',
  ],
  closings: [
    'merci|mercii|thanks',
    'ok|okay|d_accord|parfait|parfaite|super|genial|top|excellent|nickel|impeccable|tres_bien|bien|compris|entendu|note|cool|formidable|regle|resolu|ca_marche|bravo|magnifique',
    'ca|cela|c|tout marche|fonctionne|est|a|m_a .. bon|regle|resolu|fonctionne|marche|aide|parfait|clair|tout|note|super',
    'ca|cela marche|fonctionne|m_aide',
    'probleme|question|souci regle|resolu|reglee|resolue',
    'c est tout|bon|parfait|clair|regle|super|gentil|compris',
    'au revoir',
    'a bientot|plus|demain',
    'bonne|excellente|belle journee|soiree|semaine|continuation|fin_de_journee|annee',
    'bon week end',
    'bon weekend|we',
    'cordialement|salutations|bisous|amicalement|respectueusement',
    'bien a vous',
    'je vous|te remercie',
    'pas de souci|probleme',
    'laissez|laisse tomber',
  ],
  fillers: [
    'beaucoup|infiniment|bien|mille|tres|vous|toi|a|et|tout|tous|encore|oui|ah|oh|alors|deja|maintenant|aussi|vraiment|grand|un|equipe|l|votre|reponse|je',
    'pour|de la|le|l|votre|ton|ta|cette|vos rapide? aide|reponse|retour|rapidite|explication|explications|information|informations|temps|reactivite rapide?',
    'd avance',
    'par avance',
    'pour tout',
  ],
  signOffs: [
    'bien|tres? cordialement',
    'cordialement|salutations|merci|amicalement|respectueusement',
    'bien|sinceres|meilleures a|salutations vous?',
    'merci d avance',
    'merci et|beaucoup bonne|cordialement? journee?',
    'envoye de|depuis ..',
  ],
}
