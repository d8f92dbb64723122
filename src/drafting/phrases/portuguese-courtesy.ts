import type { Courtesy } from './phrase-book.ts'

export const portugueseCourtesy: Courtesy = {
  greetings: [
    'ola|oi|oie|alo|ei|hey|saudacoes tudo|a|pessoal|equipe|equipa|bom|boa? bem|todos|dia|tarde|noite?',
    'bom|boa dia|tarde|noite a|pessoal|equipe? todos?',
    'prezado|prezada|prezados|caro|cara|caros|exmos senhor|senhores|senhora|equipe|srs?',
    'tudo bem',
    'espero que .. bem',
    'tenho? uma? pergunta|duvida rapida|simples sobre?',
  ],
  closings: [
    'obrigado|obrigada|obg|obgd|brigado|brigada|vlw|valeu|grato|grata|thanks',
    'ok|okay|beleza|blz|certo|perfeito|otimo|otima|bom|legal|show|excelente|entendi|entendido|fechado|combinado|maravilha|resolvido|top|fixe|perfeita|claro|bacana|feito',
    'ja|isso|agora|me|tudo .. funciona|funcionou|resolveu|resolvido|ajudou|certo|esta_a_funcionar|deu_certo',
    'deu certo',
    'problema|duda|duvida|questao resolvido|resolvida|esclarecida',
    'era|e so|tudo isso',
    'tchau|adeus|ate_logo|ate_mais|ate_breve|abraco|abracos',
    'tenha|tenham um|uma|otimo|otima bom|boa|otimo|otima? dia|tarde|noite|semana|fim_de_semana?',
    'bom|boa dia|tarde|noite|fim_de_semana|semana',
    'agradeco|agradecido|agradecida',
    'tudo certo|bem|resolvido',
    'deixa pra la',
    'sem problema|problemas',
  ],
  fillers: [
    'muito|muita|muitissimo|mesmo|demais|tudo|por|pelo|a|e|o|sua|voces|voce|ja|sim|ah|oh|entao|agora|ai|de|todos|equipe|isso|esta|bem',
    'pela|pelo|por|com sua|seu|a|o|vossa|toda|esse|essa? rapida? ajuda|resposta|atencao|retorno|rapidez|atendimento|informacao|tempo|suporte|esclarecimento rapida|rapido?',
    'desde ja',
    'antecipadamente',
  ],
  signOffs: [
    'atenciosamente|att|cordialmente|abracos|abraco|obrigado|obrigada|cumprimentos|grato|grata',
    'com os? melhores|cordiais cumprimentos',
    'melhores|cordiais cumprimentos|saudacoes',
    'muito obrigado|obrigada',
    'enviado do|de|a_partir ..',
  ],
}
