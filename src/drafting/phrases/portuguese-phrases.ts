import type { PhraseBook } from './phrase-book.ts'
import { portugueseCourtesy } from './portuguese-courtesy.ts'
import { portugueseRisks } from './portuguese-risks.ts'

export const portuguesePhrases: PhraseBook = {
  language: 'pt',
  words: {
    person:
      'pessoa|pessoas|humano|humana|humanos|atendente|atendentes|agente|operador|operadora|alguem|representante|supervisor|supervisora|gerente|responsavel|funcionario|assistente_humano',
    real: 'real|de|verdade|humana|humano|suporte|atendimento|carne|e|osso|da|do|equipe|equipa|viva|time',
    a: 'um|uma|o|a|algum|alguma|outro|outra|seu|sua|vosso',
    talk: 'falar|conversar|fale|falem|comunicar|contactar|tc',
    bot: 'bot|bots|robo|robos|robot|chatbot|maquina|ia',
    please: 'por_favor|pfv|pf|pff|porfavor|ja|agora|urgente',
    lawyer: 'advogado|advogada|advogados|advogadas',
    debtor: 'cliente|clientes|devedor|devedores',
    delete:
      'apagar|apague|apaguem|apaga|excluir|exclua|excluam|eliminar|elimine|eliminem|deletar|delete|deletem|remover|remova|removam',
    deleted: 'apagados|excluidos|eliminados|deletados|removidos|apagar|excluir|eliminar|deletar',
    privacy: 'lgpd|rgpd|gdpr',
  },
  typos: ['pessoa', 'humano', 'atendente', 'falar', 'alguem', 'operador'],
  wantsPerson: {
    says: [
      '{talk} com {a}? {a}? {real}? {real}? {person}',
      '{talk} com o|a|vosso suporte|atendimento|equipe|equipa|time|gerente',
      'passe|passa|passem|transfira|transfere|transferir|conecte|conecta|encaminhe|coloque|ponha me|para|em|contato|com .. {person}',
      'me passa|passe|transfere|transfira|conecta|conecte|coloca|liga .. {person}',
      'quero|preciso|exijo|desejo|queria|gostaria|prefiro de? {a}? {real}? humano|atendente|operador|operadora {real}?',
      'quero|preciso|exijo|prefiro de? uma|um pessoa|agente|representante de_verdade|real|humana|humano|{please}|$|e',
      'quero|preciso|prefiro de? atendimento|ajuda|suporte humano|humana|pessoal',
      'tem|ha {a}? alguem|pessoa|humano .. ai|real|disponivel|online',
      'alguem pode|poderia me? ligar|atender|ajudar|responder',
      'me liga|ligue|liguem',
      'ligue|liguem|ligar para|pra mim',
      'nao quero|desejo {talk} com {a}? {a}? {bot}',
      'nao quero {a}? {bot}',
      'cansado|cansada|farto|farta de|desse|deste|do .. {bot}',
      'chega|sem de|mais {bot}',
      '^ {a}? {real}? {person} {please}',
      'atendimento humano',
      'quero|preciso|prefiro|exijo de? ajuda|atendimento|resposta|suporte de {a}? {real}? pessoa|humano|atendente',
    ],
    alone: [
      '{a}? {real}? pessoa|humano|humana|atendente|agente|operador|operadora|representante|supervisor {real}? {real}? {please}?',
      'atendimento|suporte humano? {please}?',
      '{talk} com {a}? {real}? {person}',
    ],
    unless: [
      'nao quero|preciso|desejo|gostaria de? {talk} com {a}? {real}? {person}',
      'sem|evitar|antes_de {talk} ..',
      'falei|falado|conversei|falando com ...',
      'meus|nossos|meu clientes|usuarios|cliente|equipe .. {talk} ...',
    ],
  },
  risks: portugueseRisks,
  courtesy: portugueseCourtesy,
}
